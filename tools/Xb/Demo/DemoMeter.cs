using XbFunctions.Contracts;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Demo;

/// <summary>Takes snapshots of a running platform.</summary>
/// <param name="platform">The platform.</param>
/// <param name="sent">Events sent to it so far.</param>
/// <param name="watch">What comes out of it.</param>
/// <param name="time">Clock of the rates.</param>
internal sealed class DemoMeter(StartedPlatform platform, Func<long> sent, DecisionWatch watch, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly string _address = new Uri(platform.Local.HttpAddress, platform.Local.RoutePrefix).ToString().TrimEnd('/');
    private Dictionary<string, DemoPartition> _last = [];
    private TimeSpan _lastAt;

    /// <summary>Takes one.</summary>
    public DemoSnapshot Take()
    {
        var elapsed = time.GetElapsedTime(_started);
        var seconds = Math.Max(0.001, (elapsed - _lastAt).TotalSeconds);
        var partitions = Partitions(seconds);
        (_last, _lastAt) = (partitions.ToDictionary(partition => partition.Id), elapsed);
        return new DemoSnapshot(
            elapsed,
            sent(),
            partitions,
            platform.DeadLetters,
            platform.Duplicates,
            watch,
            _address,
            platform.Local.GetKey("FraudDecision"),
            platform.Model);
    }

    private List<DemoPartition> Partitions(double seconds)
    {
        var lags = platform.Local.ConsumerPositions
            .Where(position => position.Hub == HubNames.Payments)
            .GroupBy(position => position.PartitionId)
            .ToDictionary(group => group.Key, group => group.Max(position => position.Lag));
        return
        [
            .. platform.Local.Broker!.GetHub(HubNames.Payments).Partitions.Select(partition =>
            {
                var last = _last.GetValueOrDefault(partition.Id);
                var enqueued = partition.Properties.LastSequenceNumber + 1;
                var decided = watch.CountOf(partition.Id);
                return new DemoPartition(
                    partition.Id,
                    enqueued,
                    decided,
                    (enqueued - last.In) / seconds,
                    (decided - last.Out) / seconds,
                    lags.GetValueOrDefault(partition.Id));
            }),
        ];
    }
}
