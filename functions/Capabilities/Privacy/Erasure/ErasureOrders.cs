using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Makes and reads orders to forget a customer, and acknowledges them. Thread-safe.</summary>
/// <param name="keys">Keys of the pseudonyms: they sign the orders.</param>
public sealed class ErasureOrders(PseudonymKeys keys)
{
    /// <summary>Stage of dead letters.</summary>
    public const string ParseStage = "parse";

    /// <summary>Name of the sink that keeps acknowledgements.</summary>
    internal const string Sink = "erasure";

    /// <summary>Makes the event of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="at">When the erasure was asked for.</param>
    internal CustomerErased ToEvent(ErasureOrder order, DateTimeOffset at) => new(
        order.Id, at, order.Customer, order.Route, order.IsHome, ProofOf(keys.Current, order.Id, order.Customer));

    /// <summary>Reads an order.</summary>
    /// <param name="incoming">An event of type <see cref="EventTypes.CustomerErased"/>.</param>
    /// <param name="order">The order, or null.</param>
    /// <param name="fault">What is wrong, a fixed text.</param>
    /// <returns>True when it is an order of someone who has the key.</returns>
    public bool TryRead(in StreamEvent incoming, [NotNullWhen(true)] out CustomerErased? order, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            order = JsonSerializer.Deserialize(incoming.Body.Span, EventJson.Default.CustomerErased);
        }
        catch (JsonException)
        {
            order = null;
        }

        fault = order is null ? "The body is no event of this type."
            : order.OrderId.Length <= IdText.MaxLength - 40 && keys.All.Any(IsProof(order)) ? null
            : "The proof is not ours: an order to forget a customer that someone else has made.";
        return fault is null;
    }

    /// <summary>Has an order acknowledged behind the commit of its batch.</summary>
    /// <param name="result">The batch.</param>
    /// <param name="incoming">The event.</param>
    /// <param name="order">The order.</param>
    /// <param name="removed">Entries of the state that were removed.</param>
    /// <param name="forgets">Whether storage holds what was removed until a snapshot replaces its journals.</param>
    /// <param name="linked">Visitors who were linked to the customer.</param>
    internal static void Acknowledge(
        BatchResult result, in StreamEvent incoming, CustomerErased order, long removed, bool forgets, IReadOnlyList<Pseudonym> linked) => result.AddEntry(
            $"{Sink}/{order.OrderId}",
            JsonSerializer.SerializeToUtf8Bytes(
                new ErasureAck(order.OrderId, incoming.SequenceNumber, removed, forgets, linked), ErasureJson.Default.ErasureAck));

    private static Func<PseudonymKey, bool> IsProof(CustomerErased order) => key => ProofOf(key, order.OrderId, order.CustomerKey) == order.Proof;

    private static Pseudonym ProofOf(PseudonymKey key, string orderId, Pseudonym customer) => key.Of(PseudonymKind.Erasure, $"{orderId}|{customer}");
}
