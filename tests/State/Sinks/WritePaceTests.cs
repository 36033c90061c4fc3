using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class WritePaceTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task The_store_rests_three_times_as_long_as_the_writing_took_before_another_partition_writes()
    {
        using var pace = new WritePace(_time);
        var second = new TaskCompletionSource();
        var first = pace.RunAsync(Writing(TimeSpan.FromSeconds(2)), TestContext.CancellationToken);
        var waiting = pace.RunAsync(Signal(second), TestContext.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        Assert.IsFalse(first.IsCompleted, "It rests.");
        Assert.IsFalse(second.Task.IsCompleted, "One at a time, the rest among it.");
        _time.Advance(TimeSpan.FromTicks(1));
        await Task.WhenAll(first, second.Task, waiting).WaitAsync(SafetyNet, TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task The_rest_is_bounded()
    {
        using var pace = new WritePace(_time);
        var running = pace.RunAsync(Writing(TimeSpan.FromHours(1)), TestContext.CancellationToken);
        Assert.IsFalse(running.IsCompleted);
        _time.Advance(WritePace.LongestRest);
        await running.WaitAsync(SafetyNet, TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task A_writing_that_fails_lets_the_next_partition_write_at_once()
    {
        using var pace = new WritePace(_time);
        await Assert.ThrowsExactlyAsync<IOException>(() => pace.RunAsync(
            _ => throw new IOException("The table is gone."), TestContext.CancellationToken));
        var second = new TaskCompletionSource();
        await pace.RunAsync(Signal(second), TestContext.CancellationToken).WaitAsync(SafetyNet, TestContext.CancellationToken);
        Assert.IsTrue(second.Task.IsCompleted);
    }

    [TestMethod]
    public async Task Who_stops_does_not_wait_for_the_rest()
    {
        using var pace = new WritePace(_time);
        using var stop = new CancellationTokenSource();
        var running = pace.RunAsync(Writing(TimeSpan.FromSeconds(2)), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => running.WaitAsync(SafetyNet, TestContext.CancellationToken));
        var second = new TaskCompletionSource();
        await pace.RunAsync(Signal(second), TestContext.CancellationToken).WaitAsync(SafetyNet, TestContext.CancellationToken);
    }

    private Func<CancellationToken, Task> Writing(TimeSpan time) => _ =>
    {
        _time.Advance(time);
        return Task.CompletedTask;
    };

    private static Func<CancellationToken, Task> Signal(TaskCompletionSource signal) => _ =>
    {
        signal.SetResult();
        return Task.CompletedTask;
    };
}
