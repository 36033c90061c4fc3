using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate;

/// <summary>The feature rows of the days that some fold needs, read from a file of transactions.</summary>
internal sealed class FraudDays
{
    private readonly SortedDictionary<DateOnly, FraudDay> _days = [];

    /// <summary>Frauds of every day read, by customer.</summary>
    private readonly Dictionary<DateOnly, HashSet<string>> _frauds = [];

    /// <summary>Transactions read.</summary>
    public long Transactions { get; private set; }

    /// <summary>Days with rows, oldest first.</summary>
    public IEnumerable<FraudDay> All => _days.Values;

    /// <summary>Days that hold a known fraud, with the customers of their frauds.</summary>
    public IEnumerable<(DateOnly Day, IReadOnlySet<string> Customers)> Frauds => _frauds.Select(day => (day.Key, (IReadOnlySet<string>)day.Value));

    /// <summary>Reads a file up to the last day of the last fold's test.</summary>
    /// <param name="path">Transactions in the order of time, plain or gzip.</param>
    /// <param name="folds">At least one, of equal delay.</param>
    /// <param name="progress">Told how much of the event time is done.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandException">The file cannot be read, or its rows are not in the order of time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FraudDays Read(
        string path, IReadOnlyList<FraudProtocol> folds, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        using var file = CsvFile.Open(path, HandbookTransaction.Columns);
        var days = new FraudDays();
        var stream = new FraudStream(TimeSpan.FromDays(folds[0].DelayDays));
        var (end, first, last) = (folds.Max(fold => fold.TestEnd), DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        while (file.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!HandbookTransaction.TryRead(file, out var transaction, out var unreadable))
            {
                throw unreadable!.ToException();
            }

            if (transaction.At < last)
            {
                throw new CommandException($"{file.Name} line {file.Line}: tx_datetime is before the row above; sort the file by time.");
            }

            var day = DateOnly.FromDateTime(transaction.At.UtcDateTime);
            if (day >= end)
            {
                break;
            }

            first = days.Transactions == 0 ? transaction.At : first;
            last = transaction.At;
            days.Take(stream, transaction, day, folds);
            if (days.Transactions % 10_000 == 0)
            {
                var whole = end.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - first;
                progress.Report(new WorkDone((last - first) / whole));
            }
        }

        return days;
    }

    private void Take(FraudStream stream, in HandbookTransaction transaction, DateOnly day, IReadOnlyList<FraudProtocol> folds)
    {
        Transactions++;
        if (transaction.IsFraud == true)
        {
            (_frauds.TryGetValue(day, out var customers) ? customers : _frauds[day] = []).Add(transaction.Customer);
        }

        stream.Take(transaction, IsNeeded(day, folds) ? RowOf(transaction, day) : []);
    }

    private Span<float> RowOf(in HandbookTransaction transaction, DateOnly day) =>
        (_days.TryGetValue(day, out var rows) ? rows : _days[day] = new FraudDay(day))
            .Add(transaction.Id, transaction.Customer, transaction.IsFraud);

    private static bool IsNeeded(DateOnly day, IReadOnlyList<FraudProtocol> folds)
    {
        foreach (var fold in folds)
        {
            if (fold.Trains(day) || fold.Tests(day))
            {
                return true;
            }
        }

        return false;
    }
}
