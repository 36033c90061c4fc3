namespace XbFunctions.Xb.Replay;

/// <summary>The Fraud Detection Handbook's transactions, one payment a row; known frauds are followed by a label.</summary>
/// <param name="options">What to replay.</param>
/// <param name="labelDelay">From a fraud to its label; null sends no labels.</param>
internal sealed class FraudHandbookSource(ReplaySourceOptions options, TimeSpan? labelDelay) : IReplaySource
{
    /// <inheritdoc/>
    public long Inspect(CancellationToken cancellationToken)
    {
        using var file = CsvFile.Open(options.Path, HandbookTransaction.Columns);
        long rows = 0;
        for (; rows < options.Limit && file.Read(); rows++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!HandbookTransaction.TryRead(file, out _, out var unreadable) && options.BadRows == BadRows.Stop)
            {
                throw unreadable!.ToException();
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    public IEnumerable<ReplayEvent> Read(CancellationToken cancellationToken)
    {
        using var file = CsvFile.Open(options.Path, HandbookTransaction.Columns);

        // The delay is the same for all, so labels fall due in the order of their payments.
        var labels = new Queue<HandbookTransaction>();
        var clock = DateTimeOffset.UnixEpoch;
        for (long row = 0; row < options.Limit && file.Read(); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!HandbookTransaction.TryRead(file, out var transaction, out var unreadable))
            {
                yield return ReplayEvent.Unreadable(unreadable!, clock);
                continue;
            }

            clock = transaction.At;
            while (labels.TryPeek(out var due) && due.At + labelDelay <= clock)
            {
                yield return Label(labels.Dequeue());
            }

            yield return ReplayEvent.Of(transaction.ToPayment(), rows: 1);
            if (transaction.IsFraud == true && labelDelay is not null)
            {
                labels.Enqueue(transaction);
            }
        }

        // A label that falls due after the file's end is still news, only of the future.
        foreach (var late in labels)
        {
            yield return Label(late);
        }
    }

    // The file's rows are the payments: a label stands for no row of its own.
    private ReplayEvent Label(in HandbookTransaction transaction) =>
        ReplayEvent.Of(transaction.ToLabel(transaction.At + labelDelay.GetValueOrDefault()), rows: 0);
}
