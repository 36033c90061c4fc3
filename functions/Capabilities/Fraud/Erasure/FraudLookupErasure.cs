using System.Text;
using System.Text.Json;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Takes the decisions on a customer's payments out of the lookups, and what analysts said of them.</summary>
/// <param name="lookups">Removes answers.</param>
/// <param name="labels">Removes what analysts said.</param>
internal sealed class FraudLookupErasure(LookupEraser lookups, AnalystLabels labels) : IErasureStore
{
    private const string Function = "fraud";

    /// <inheritdoc/>
    public string Name => "decisions by payment";

    /// <inheritdoc/>
    public async Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var texts = scope.Texts.Select(Encoding.UTF8.GetBytes).ToArray();

        // First what hangs on the decisions, then they: a crash between the two leaves what tells which they are.
        var payments = new HashSet<string>(StringComparer.Ordinal);
        await lookups.EraseAsync(Function, (_, key, value) => Note(IsOf(value, texts, scope), key, payments), cancellationToken)
            .ConfigureAwait(false);
        var said = await labels.RemoveAsync(payments, cancellationToken).ConfigureAwait(false);
        var (removed, sawAll) = await lookups.EraseAsync(Function, (_, _, value) => IsOf(value, texts, scope), cancellationToken)
            .ConfigureAwait(false);
        return (said + removed, sawAll);
    }

    private static bool Note(bool isOf, ReadOnlySpan<byte> key, HashSet<string> payments)
    {
        if (isOf)
        {
            payments.Add(Encoding.UTF8.GetString(key));
        }

        return false;
    }

    private static bool IsOf(ReadOnlySpan<byte> value, byte[][] texts, ErasureScope scope)
    {
        foreach (var text in texts)
        {
            if (value.IndexOf(text) >= 0)
            {
                // Within the record that holds the order the decision says by itself on which side of it it is.
                var decided = JsonSerializer.Deserialize(value, EventJson.Default.FraudDecided);
                return decided is null || (scope.Names(decided.CustomerKey) && decided.SequenceNumber < scope.LimitOf(Function, decided.Partition));
            }
        }

        return false;
    }
}
