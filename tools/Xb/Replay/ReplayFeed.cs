using System.Threading.Channels;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;

namespace XbFunctions.Xb.Replay;

/// <summary>Sends a file's events: reading runs a few chunks ahead, and a chunk goes out in a batch for each partition.</summary>
/// <param name="source">The file.</param>
/// <param name="ledger">Told of every event before it is sent.</param>
/// <param name="settings">How fast.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplayFeed(IReplaySource source, ReplayLedger ledger, ReplaySettings settings, TimeProvider time)
{
    private const int ChunkEvents = 4_000;
    private const int ChunkBytes = 4 << 20;
    private const int ChunksAhead = 4;

    /// <summary>Sends everything; one chunk after the other, so that a partition keeps the order of the file.</summary>
    /// <param name="sender">Sender of the hub <c>payments</c>.</param>
    /// <param name="sent">Told the rows of each chunk that was accepted.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async Task RunAsync(HubSender sender, Action<long> sent, CancellationToken cancellationToken)
    {
        var chunks = Channel.CreateBounded<Chunk>(ChunksAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(chunks.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                await sender.SendAsync(chunk.Events, cancellationToken: cancellationToken);
                sent(chunk.Rows);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private async Task ReadAsync(ChannelWriter<Chunk> writer, CancellationToken cancellationToken)
    {
        try
        {
            var pace = new ReplayPace(settings.Speed, time);
            var chunk = new Chunk();
            foreach (var replayed in source.Read(cancellationToken))
            {
                if (chunk.Events.Count > 0 && (chunk.IsFull || pace.MustWait(replayed.OccurredAt)))
                {
                    await writer.WriteAsync(chunk, cancellationToken);
                    chunk = new Chunk();
                }

                await pace.WaitAsync(replayed.OccurredAt, cancellationToken);
                ledger.Sent(replayed);
                chunk.Add(replayed);
            }

            await writer.WriteAsync(chunk, cancellationToken);
            writer.Complete();
        }
        catch (Exception exception)
        {
            // The sender's loop throws it.
            writer.Complete(exception);
        }
    }

    private sealed class Chunk
    {
        private int _bytes;

        public List<HubEvent> Events { get; } = [];

        public long Rows { get; private set; }

        public bool IsFull => Events.Count == ChunkEvents || _bytes > ChunkBytes;

        public void Add(ReplayEvent replayed)
        {
            Events.Add(HubMessages.Make(
                replayed.Body, replayed.Id, replayed.Type, replayed.PartitionKey, replayed.OccurredAt, "/xb/replay"));
            Rows += replayed.Rows;
            _bytes += replayed.Body.Length;
        }
    }
}
