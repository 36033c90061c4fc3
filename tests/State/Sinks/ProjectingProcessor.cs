using System.Globalization;
using System.Text;

namespace XbFunctions.State.Tests;

/// <summary>Counts as <see cref="CountProcessor"/> does, keeps a row for each key and archives each number.</summary>
internal sealed class ProjectingProcessor(ReadModelDefinition table, ArchiveDataset dataset) : IStreamProcessor<CountState>, IReadModelSource<CountState>
{
    private readonly CountProcessor _counting = new();
    private readonly ReadModelRows _rows = new(table);
    private readonly ArchiveRows _archived = new(dataset);

    public string Name => "count";

    public IOutputForm OutputForm => _counting.OutputForm;

    public CountState? Last => _counting.Last;

    public CountState CreateState(StreamPartition partition) => _counting.CreateState(partition);

    public async ValueTask ProcessAsync(
        CountState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        await _counting.ProcessAsync(state, events, result, cancellationToken);
        _rows.Clear();
        _archived.Clear();
        foreach (var e in events.ToArray())
        {
            var parts = Encoding.UTF8.GetString(e.Body.Span).Split(':');
            if (parts.Length == 2)
            {
                AddRow(state, parts[0]);
                _archived.Begin(e.SequenceNumber, e.EnqueuedAt);
                _archived.Add(parts[0]);
                _archived.Add(long.Parse(parts[1], CultureInfo.InvariantCulture));
                _archived.End();
            }
        }

        _rows.WriteTo(result);
        _archived.WriteTo(result);
    }

    public void WriteRows(CountState state, BatchResult result)
    {
        foreach (var key in state.Keys)
        {
            AddRow(state, key);
        }

        _rows.WriteTo(result);
    }

    private void AddRow(CountState state, string key)
    {
        var (count, sum) = state.Find(key);
        _rows.Add(PartitionOf(key), key, count, (double)sum, key, DateTimeOffset.UnixEpoch.AddMilliseconds(count));
    }

    private static string PartitionOf(string key) => $"p{key.Length % 3}";
}
