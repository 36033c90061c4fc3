using Azure;
using Azure.Data.Tables;
using XbFunctions.State;

namespace XbFunctions.Xb.ReadModels;

/// <summary>Copies the tables of an account into another one. What is there under the same keys is replaced; what is there besides stays.</summary>
/// <param name="from">Account that is read.</param>
/// <param name="to">Account that is written.</param>
/// <param name="hasNewHubs">
/// Whether the functions of the second account read another namespace, whose sequence numbers begin anew: how far streams have come is then left out, so that
/// rows of the new streams are not taken for old ones.
/// </param>
internal sealed class TableCopy(TableServiceClient from, TableServiceClient to, bool hasNewHubs)
{
    private const int RowsOfTransaction = 100;
    private const int CharactersOfTransaction = 1_000_000;

    /// <summary>Names of the tables, those of the Functions host left out.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var table in from.QueryAsync(cancellationToken: cancellationToken))
        {
            if (!table.Name.StartsWith("Azure", StringComparison.OrdinalIgnoreCase))
            {
                names.Add(table.Name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Copies one table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the work; done again, it begins anew.</param>
    /// <returns>Rows copied.</returns>
    public async Task<long> RunAsync(string name, CancellationToken cancellationToken)
    {
        var target = to.GetTableClient(name);
        await target.CreateIfNotExistsAsync(cancellationToken);
        var (copied, waiting, characters) = (0L, new List<TableTransactionAction>(), 0);
        await foreach (var row in from.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            if (hasNewHubs && IsFence(row))
            {
                continue;
            }

            if (hasNewHubs && row.ContainsKey(ReadModelDefinition.SequenceColumn))
            {
                row[ReadModelDefinition.SequenceColumn] = -1L;
            }

            // Rows come in the order of their keys.
            if (waiting.Count == RowsOfTransaction || characters > CharactersOfTransaction || (waiting.Count > 0 && waiting[0].Entity.PartitionKey != row.PartitionKey))
            {
                await SubmitAsync();
            }

            row.ETag = default(ETag);
            waiting.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            characters += row.Select(static column => column.Value).OfType<string>().Sum(static text => text.Length);
        }

        await SubmitAsync();
        return copied;

        async Task SubmitAsync()
        {
            if (waiting.Count > 0)
            {
                await target.SubmitTransactionAsync(waiting, cancellationToken);
            }

            copied += waiting.Count;
            waiting.Clear();
            characters = 0;
        }
    }

    private static bool IsFence(TableEntity row) => row.RowKey.StartsWith('$');
}
