using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Takes a customer's rows out of the archive, in whatever column the pseudonym stands.</summary>
/// <param name="archive">The archive.</param>
/// <param name="datasets">Every data set.</param>
internal sealed class ArchiveErasure(ArchiveEraser archive, IEnumerable<ArchiveDataset> datasets) : IErasureStore
{
    private readonly string[] _names = [.. datasets.Select(static dataset => dataset.Name).Distinct(StringComparer.Ordinal)];
    private readonly HashSet<string> _columns =
        [.. datasets.SelectMany(static dataset => dataset.Columns).Where(static column => column.Name.EndsWith("_key", StringComparison.Ordinal)).Select(static column => column.Name)];

    /// <inheritdoc/>
    public string Name => "archive";

    /// <inheritdoc/>
    public async Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var (removed, sawAll) = (0L, true);
        foreach (var name in _names)
        {
            // Data sets lie in the folder of their function.
            var function = name.Split('/')[0];
            var taken = await archive.EraseAsync(
                name,
                file => file.First < scope.LimitOf(function, file.PartitionId),
                (file, rows, row) => rows.Wholes(ArchiveDataset.SequenceColumn)[row] < scope.LimitOf(function, file.PartitionId)
                    && _columns.Any(column => rows.Has(column) && scope.Names(rows.Texts(column)[row])),
                cancellationToken).ConfigureAwait(false);
            (removed, sawAll) = (removed + taken.Removed, sawAll && taken.SawAll);
        }

        return (removed, sawAll);
    }
}
