namespace XbFunctions.Xb.Replay;

/// <summary>The UCI Online Retail file, one invoice line a row.</summary>
/// <param name="options">What to replay.</param>
internal sealed class OnlineRetailSource(ReplaySourceOptions options) : IReplaySource
{
    private readonly RetailInvoices _invoices = new();

    /// <inheritdoc/>
    public long Inspect(CancellationToken cancellationToken)
    {
        using var file = CsvFile.Open(options.Path, RetailLine.Columns);
        long rows = 0;
        for (; rows < options.Limit && file.Read(); rows++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RetailLine.TryRead(file, out var line, out var unreadable))
            {
                _invoices.Expect(line.Invoice);
            }
            else if (options.BadRows == BadRows.Stop)
            {
                throw unreadable!.ToException();
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    public IEnumerable<ReplayEvent> Read(CancellationToken cancellationToken)
    {
        using var file = CsvFile.Open(options.Path, RetailLine.Columns);
        var events = new RetailEvents();
        var clock = DateTimeOffset.UnixEpoch;
        for (long row = 0; row < options.Limit && file.Read(); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!RetailLine.TryRead(file, out var line, out var unreadable))
            {
                yield return ReplayEvent.Unreadable(unreadable!, clock);
                continue;
            }

            clock = line.At;
            if (_invoices.Add(line) is not { } invoice)
            {
                continue;
            }

            foreach (var replayed in events.Of(invoice))
            {
                yield return replayed;
            }
        }
    }
}
