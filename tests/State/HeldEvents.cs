namespace XbFunctions.State.Tests;

/// <summary>What a hub still holds of the test events: those from a sequence number on, but for some.</summary>
internal sealed class HeldEvents(int from, int through = 10_000) : IEventHistory
{
    private int _reads;

    /// <summary>Reads so far.</summary>
    public int Reads => _reads;

    /// <summary>Sequence numbers that the hub does not hold.</summary>
    public int[] Without { get; init; } = [];

    /// <summary>Called before each read with its number, from 1; throws to make it fail.</summary>
    public Action<int>? Before { get; init; }

    public Task<IReadOnlyList<StreamEvent>> ReadAsync(
        StreamPartition partition, long first, long last, int maxEvents, CancellationToken cancellationToken)
    {
        Before?.Invoke(Interlocked.Increment(ref _reads));
        var (start, end) = (Math.Max((int)first, from), Math.Min((int)last, through));
        IReadOnlyList<StreamEvent> held = start > end ? [] : [.. Rig.Events(start, end).Where(e => !Without.Contains((int)e.SequenceNumber)).Take(maxEvents)];
        return Task.FromResult(held);
    }
}
