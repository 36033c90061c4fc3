namespace XbFunctions.State.Tests;

[TestClass]
public sealed class FaultTests
{
    [TestMethod]
    [DataRow(Fault.LostAnswer, DisplayName = "lost answer")]
    [DataRow(Fault.TimeoutAfter, DisplayName = "timeout")]
    public async Task An_append_that_landed_though_its_answer_was_lost_is_not_written_twice(object fault)
    {
        var options = Storage.NewOptions();
        var appends = 0;
        var faults = new FaultPolicy((_, request) => Requests.IsAppend(request) && ++appends == 1 ? (Fault)fault : Fault.None);
        await using var rig = new Rig(options, policies: faults);
        await rig.RunAsync(Rig.Events(0, 4));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 4)), rig.State);
        Assert.AreEqual(0, rig.Counters.Redelivered, "the state was not loaded again");
        Assert.HasCount(5, rig.Publisher.Ids);
        await rig.RunAsync(Rig.Events(5, 5));
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(5, 6));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 6)), next.State);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public async Task Transient_faults_at_random_requests_lose_nothing_and_send_nothing_twice(int seed)
    {
        var random = new Random(seed);
        Fault[] kinds = [Fault.ErrorBefore, Fault.LostAnswer, Fault.TimeoutAfter, Fault.None, Fault.None, Fault.None, Fault.None, Fault.None];
        var options = Storage.NewOptions();
        options.SnapshotRecords = 4;
        await using var rig = new Rig(options, policies: new FaultPolicy((_, _) => Next()));
        foreach (var batch in Rig.Events(0, 39).Append(Rig.Event(40, "bad")).Chunk(3))
        {
            await rig.RunAsync(batch);
        }

        await rig.Runner.StopAsync();
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(41, 41));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 39).Append(Rig.Events(41, 41)[0])), next.State);
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).Select(number => $"a-{number}").ToArray(), rig.Publisher.Ids.ToArray());
        Assert.AreEqual(1, await new DeadLetterStore(Storage.Client(), options).CountAsync());

        Fault Next()
        {
            lock (random)
            {
                return kinds[random.Next(kinds.Length)];
            }
        }
    }

    [TestMethod]
    public async Task Cancelling_ends_the_retrying_of_a_fault_that_stays()
    {
        using var cancel = new CancellationTokenSource();
        var requests = new FaultPolicy((request, _) =>
        {
            if (request == 5)
            {
                cancel.Cancel();
            }

            return Fault.ErrorBefore;
        });
        await using var rig = new Rig(Storage.NewOptions(), policies: requests);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => rig.Runner.RunAsync(Rig.Partition, Rig.Events(0, 1), cancel.Token));
        Assert.IsGreaterThanOrEqualTo(5, requests.Requests);
    }
}
