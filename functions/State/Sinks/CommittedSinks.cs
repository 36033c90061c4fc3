using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>The sinks of one function and partition, as the batch protocol sees them.</summary>
internal sealed class CommittedSinks(IReadOnlyList<ICommittedSink> sinks) : IAsyncDisposable
{
    private readonly List<SinkEntry> _entries = [];

    /// <summary>Records in a batch about to be committed how far each sink has come.</summary>
    public void Stamp(BatchResult result)
    {
        Span<byte> through = stackalloc byte[sizeof(long)];
        foreach (var sink in sinks)
        {
            BinaryPrimitives.WriteInt64LittleEndian(through, sink.WrittenThrough);
            result.AddEntry(UnwrittenEntries.ThroughTarget + sink.Name, through);
        }
    }

    /// <summary>Hands over the entries of a batch that was just committed.</summary>
    public async ValueTask AddAsync(long lastSequence, BatchResult result, CancellationToken cancellationToken)
    {
        foreach (var sink in sinks)
        {
            _entries.Clear();
            for (var index = 0; index < result.EntryCount; index++)
            {
                if (result.EntryAt(index) is var entry && IsFor(sink, entry))
                {
                    _entries.Add(entry);
                }
            }

            await sink.AddAsync(lastSequence, _entries, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins again with a state that was just loaded: hands over what an earlier owner may not have stored.</summary>
    public async Task RecoverAsync(UnwrittenEntries unwritten, long lastSequence, CancellationToken cancellationToken)
    {
        foreach (var sink in sinks)
        {
            await sink.ResetAsync(unwritten.ThroughOf(sink.Name), cancellationToken).ConfigureAwait(false);
            var last = -1L;
            foreach (var (sequence, entries) in unwritten.Of(sink.Name))
            {
                await sink.AddAsync(sequence, entries, cancellationToken).ConfigureAwait(false);
                last = sequence;
            }

            if (last < lastSequence)
            {
                await sink.AddAsync(lastSequence, [], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stores everything.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var sink in sinks)
        {
            await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores everything beside the stream.</summary>
    public async Task FlushBesideAsync(CancellationToken cancellationToken)
    {
        foreach (var sink in sinks)
        {
            await sink.FlushBesideAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var sink in sinks)
        {
            await sink.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static bool IsFor(ICommittedSink sink, in SinkEntry entry) =>
        entry.Target.Length > sink.Name.Length
        && entry.Target[sink.Name.Length] == '/'
        && entry.Target.StartsWith(sink.Name, StringComparison.Ordinal);
}
