using XbFunctions.Host;

namespace XbFunctions.Xb.Demo;

/// <summary>Reads how fast events arrive at the platform's hubs and how fast they are taken.</summary>
/// <param name="platform">Started.</param>
/// <param name="hubs">Hubs to read.</param>
/// <param name="time">The clock.</param>
internal sealed class PlatformGauges(LocalPlatform platform, IReadOnlyList<string> hubs, TimeProvider time)
{
    private Dictionary<(string Hub, string Partition), (long In, long? Out)> _before = [];
    private long _readAt = time.GetTimestamp();

    /// <summary>Reads the gauges; rates are over the time since the last reading.</summary>
    public IReadOnlyList<PartitionGauge> Read()
    {
        var seconds = Math.Max(0.001, time.GetElapsedTime(_readAt).TotalSeconds);
        _readAt = time.GetTimestamp();
        var now = Positions();
        List<PartitionGauge> gauges =
        [
            .. now.OrderBy(static pair => pair.Key.Hub, StringComparer.Ordinal)
                .ThenBy(static pair => pair.Key.Partition, StringComparer.Ordinal)
                .Select(pair => Gauge(pair.Key, pair.Value, seconds)),
        ];
        _before = now;
        return gauges;
    }

    private PartitionGauge Gauge((string Hub, string Partition) place, (long In, long? Out) now, double seconds)
    {
        var (before, taken) = _before.GetValueOrDefault(place, (-1, now.Out is null ? null : -1));
        return new PartitionGauge(
            place.Hub,
            place.Partition,
            (now.In - before) / seconds,
            now.Out is { } outNow ? (outNow - taken.GetValueOrDefault(-1)) / seconds : null,
            now.Out is { } position ? Math.Max(0, now.In - position) : null);
    }

    // A hub that several functions read shows the slowest of them.
    private Dictionary<(string Hub, string Partition), (long In, long? Out)> Positions()
    {
        var broker = platform.Broker ?? throw new InvalidOperationException("The local platform opened no hub.");
        var taken = platform.ConsumerPositions
            .GroupBy(static position => (position.Hub, position.PartitionId))
            .ToDictionary(static group => group.Key, static group => group.Min(static position => position.LastProcessedSequence));
        return hubs
            .SelectMany(hub => broker.GetHub(hub).Partitions.Select(partition => (Hub: hub, Partition: partition)))
            .ToDictionary(
                static place => (place.Hub, place.Partition.Id),
                place => (
                    place.Partition.Properties.LastSequenceNumber,
                    taken.TryGetValue((place.Hub, place.Partition.Id), out var position) ? position : (long?)null));
    }
}
