using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Translations made before: a bounded part in memory over the table <see cref="TableName"/>. A table that does not answer costs the memory, not
/// the translation. Thread-safe.
/// </summary>
/// <param name="tables">Account of the table.</param>
/// <param name="options">Bound of the part in memory.</param>
/// <param name="logger">Receives events 7000 to 7099.</param>
public sealed class TranslationMemory(TableServiceClient tables, TranslationOptions options, ILogger<TranslationMemory> logger)
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "translations";

    // A property of a table holds 32,768 characters of UTF-16.
    private const int MaxTextLength = 30_000;
    private const int MaxTransaction = 100;
    private const int Parallelism = 16;
    private readonly ConcurrentDictionary<MemoryKey, MemoryEntry> _recent = new();
    private readonly ConcurrentQueue<MemoryKey> _order = new();
    private volatile bool _exists;

    /// <summary>Finds translations.</summary>
    /// <param name="keys">What is looked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those found.</returns>
    public async Task<IReadOnlyDictionary<MemoryKey, MemoryEntry>> FindAsync(IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new ConcurrentDictionary<MemoryKey, MemoryEntry>();
        List<MemoryKey> missing = [];
        foreach (var key in keys)
        {
            if (_recent.TryGetValue(key, out var entry))
            {
                found[key] = entry;
            }
            else
            {
                missing.Add(key);
            }
        }

        if (missing.Count > 0)
        {
            await TryAsync(() => Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (key, token) =>
            {
                var row = await tables.GetTableClient(TableName).GetEntityIfExistsAsync<TableEntity>(key.Pair, key.Hash, cancellationToken: token).ConfigureAwait(false);
                if (row is { HasValue: true, Value: { } value } && value.GetString("Text") is { } text)
                {
                    var issues = (value.GetString("Issues") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries);
                    var entry = new MemoryEntry(value.GetString("Source") ?? string.Empty, text, value.GetString("Engine") ?? string.Empty, value.GetDouble("Score") ?? 0, issues);
                    found[key] = entry;
                    Keep(key, entry);
                }
            })).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>Stores translations; one that is too long for the table is kept in memory only.</summary>
    /// <param name="entries">The translations.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StoreAsync(IReadOnlyCollection<(MemoryKey Key, MemoryEntry Entry)> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var (key, entry) in entries)
        {
            Keep(key, entry);
        }

        var rows = entries.Where(static one => Math.Max(one.Entry.Source.Length, one.Entry.Text.Length) <= MaxTextLength).DistinctBy(static one => one.Key).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        await TryAsync(async () =>
        {
            if (!_exists)
            {
                await tables.CreateTableIfNotExistsAsync(TableName, cancellationToken).ConfigureAwait(false);
                _exists = true;
            }

            // A transaction takes 4 MiB and 100 rows of one partition.
            foreach (var batch in rows.GroupBy(static row => row.Key.Pair).SelectMany(static pair => pair.Chunk(Math.Min(MaxTransaction, 30))))
            {
                await tables.GetTableClient(TableName).SubmitTransactionAsync(
                    batch.Select(static row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(row.Key, row.Entry))), cancellationToken).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Translations in memory of the texts that are most like a text, by the shared trigrams of characters (Dice).</summary>
    /// <param name="pair">Pair of languages, as in <see cref="MemoryKey.Pair"/>.</param>
    /// <param name="text">The text.</param>
    /// <param name="count">Most suggestions.</param>
    /// <param name="least">Least likeness, 0 to 1.</param>
    /// <returns>The likest first.</returns>
    public IReadOnlyList<(MemoryEntry Entry, double Likeness)> Suggest(string pair, string text, int count, double least)
    {
        var wanted = Trigrams(text);
        return [.. _recent.Where(one => one.Key.Pair == pair)
            .Select(one => (one.Value, Likeness: Likeness(wanted, Trigrams(one.Value.Source))))
            .Where(one => one.Likeness >= least && one.Value.Source != text)
            .OrderByDescending(static one => one.Likeness).Take(count)];
    }

    private static double Likeness(HashSet<string> left, HashSet<string> right) => 2.0 * left.Count(right.Contains) / Math.Max(1, left.Count + right.Count);

    private static HashSet<string> Trigrams(string text)
    {
        var padded = $"  {text.ToUpperInvariant()} ";
        return [.. Enumerable.Range(0, padded.Length - 2).Select(at => padded.Substring(at, 3))];
    }

    private static TableEntity Row(MemoryKey key, MemoryEntry entry) => new(key.Pair, key.Hash)
    {
        ["Source"] = entry.Source,
        ["Text"] = entry.Text,
        ["Engine"] = entry.Engine,
        ["Score"] = entry.Score,
        ["Issues"] = string.Join(',', entry.Issues),
    };

    private void Keep(MemoryKey key, MemoryEntry entry)
    {
        if (_recent.TryAdd(key, entry))
        {
            _order.Enqueue(key);
            while (_recent.Count > options.MemoryEntries && _order.TryDequeue(out var oldest))
            {
                _recent.TryRemove(oldest, out _);
            }
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (RequestFailedException failed)
        {
            if (failed.ErrorCode != "TableNotFound")
            {
                logger.MemoryFailed(failed.Message);
            }
        }
    }
}
