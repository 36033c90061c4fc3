using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class ArchivePaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [TestMethod]
    public async Task Making_rests_in_proportion_to_its_work_and_not_before_there_was_enough()
    {
        using var archive = new ArchivePace(_clock);
        await archive.RunAsync(
            async (pace, token) =>
            {
                _clock.Advance(ArchivePace.Work - TimeSpan.FromMilliseconds(1));
                Assert.IsTrue(pace.RestAsync(token).AsTask().IsCompleted, "too little work to rest from");
                _clock.Advance(TimeSpan.FromMilliseconds(1));
                var rest = pace.RestAsync(token).AsTask();
                _clock.Advance((ArchivePace.Work * ArchivePace.RestFactor) - TimeSpan.FromTicks(1));
                Assert.IsFalse(rest.IsCompleted);
                _clock.Advance(TimeSpan.FromTicks(1));
                await rest;
                Assert.IsTrue(pace.RestAsync(token).AsTask().IsCompleted, "work counts from the rest on");
                return true;
            },
            CancellationToken.None);
    }

    [TestMethod]
    public async Task Nothing_rests_while_someone_waits()
    {
        using var archive = new ArchivePace(_clock);
        await archive.RunAsync(
            async (pace, token) =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                await archive.HurryAsync(async () => await pace.RestAsync(token));
                _clock.Advance(TimeSpan.FromSeconds(1));
                Assert.IsFalse(pace.RestAsync(token).AsTask().IsCompleted, "nobody waits any more");
                return true;
            },
            CancellationToken.None);
    }

    [TestMethod]
    public async Task Files_are_made_one_after_another()
    {
        using var archive = new ArchivePace(_clock);
        var first = new TaskCompletionSource<int>();
        var one = archive.RunAsync((_, _) => first.Task, CancellationToken.None);
        var hasBegun = false;
        var two = archive.RunAsync((_, _) => Task.FromResult(hasBegun = true), CancellationToken.None);
        Assert.IsFalse(hasBegun);
        first.SetResult(1);
        await Task.WhenAll(one, two);
        Assert.IsTrue(hasBegun);
    }
}
