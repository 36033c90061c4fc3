namespace XbFunctions.Capabilities.Fraud;

/// <summary>Payments of one seller next to each other in event time; a single one while there is room.</summary>
/// <param name="Second">Event time of the first, seconds since the Unix epoch.</param>
/// <param name="Payments">How many, at least 1.</param>
/// <param name="Amount">Their sum, major units of the base currency.</param>
/// <param name="Frauds">How many of them are known to be frauds.</param>
public readonly record struct SellerBucket(uint Second, int Payments, float Amount, int Frauds)
{
    /// <summary>Bytes that one takes in a snapshot.</summary>
    public const int Size = 16;

    /// <summary>Adds what follows.</summary>
    /// <param name="next">The next bucket in event time.</param>
    public SellerBucket With(in SellerBucket next) =>
        new(Second, Payments + next.Payments, Amount + next.Amount, Frauds + next.Frauds);
}
