using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class ReplayTests
{
    [TestMethod]
    public async Task Replay_gives_the_state_of_a_plain_loop_however_events_are_batched_and_delivered()
    {
        // Each batch goes back by some events, as a host does that lost its checkpoint, and an owner stays for some batches.
        var batches = Gen.Select(Gen.Int[1, 6], Gen.Int[0, 3]).Array[1, 8];
        await Gen.Select(batches, Gen.Int[1, 4], Gen.Int[1, 6]).SampleAsync(
            async (cuts, batchesAnOwner, snapshotRecords) =>
            {
                var options = Storage.NewOptions();
                options.SnapshotRecords = snapshotRecords;
                var (next, last) = (0, string.Empty);
                foreach (var owned in cuts.Chunk(batchesAnOwner))
                {
                    await using var rig = new Rig(options);
                    foreach (var (count, back) in owned)
                    {
                        await rig.RunAsync(Rig.Events(Math.Max(0, next - back), next + count - 1));
                        next += count;
                    }

                    last = rig.State;
                }

                return last == Rig.Expected(Rig.Events(0, next - 1));
            },
            iter: 20,
            threads: 1);
    }
}
