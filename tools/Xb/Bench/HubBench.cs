using System.Runtime.CompilerServices;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>All measurements of the hub, one behind the other.</summary>
/// <param name="options">What to measure with.</param>
/// <param name="time">The clock.</param>
internal sealed class HubBench(HubBenchOptions options, TimeProvider time)
{
    /// <summary>Runs them.</summary>
    /// <param name="folder">Folder to write in; left as it is.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async IAsyncEnumerable<HubBenchRow> RunAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var durability in (Durability[])[Durability.Os, Durability.Disk])
        {
            yield return await HubBenchHubs.AppendAsync(Path.Combine(folder, $"append-{durability}"), durability, options, time, cancellationToken);
        }

        yield return await HubBenchHubs.ReadAsync(Path.Combine(folder, $"append-{Durability.Os}"), options, time, cancellationToken);
        foreach (var durability in (Durability[])[Durability.Os, Durability.Disk])
        {
            await using var server = await HubBenchServer.StartAsync(Path.Combine(folder, $"amqp-{durability}"), durability, options.Partitions, cancellationToken);
            var links = new HubBenchLinks(server, options, time);
            yield return await links.SendBatchesAsync(durability, cancellationToken);
            if (durability == Durability.Os)
            {
                yield return await links.ReceiveAsync(cancellationToken);
            }

            yield return await links.SendOneByOneAsync(durability, cancellationToken);
            yield return await links.SendManyInFlightAsync(durability, cancellationToken);
        }
    }
}
