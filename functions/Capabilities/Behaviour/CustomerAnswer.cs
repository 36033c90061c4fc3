using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What <c>GET /api/customers/{customerId}</c> answers.</summary>
/// <param name="CustomerKey">Pseudonym of the customer.</param>
/// <param name="Profile">What is known.</param>
/// <param name="Segments">Groups the customer belongs to, and why.</param>
/// <param name="AsOf">How much of the stream is in it.</param>
/// <param name="Intent">Purchase intent of the open session; null when none is open, or it was never scored.</param>
public sealed record CustomerAnswer(
    Pseudonym CustomerKey,
    CustomerProfile Profile,
    IReadOnlyList<CustomerSegment> Segments,
    CustomerAnswer.Position AsOf,
    CustomerIntent? Intent = null)
{
    /// <summary>How much of the stream is in an answer.</summary>
    /// <param name="Stream">Function, hub, consumer group and partition, joined by bars.</param>
    /// <param name="SequenceNumber">Last sequence number.</param>
    public sealed record Position(string Stream, long SequenceNumber);
}
