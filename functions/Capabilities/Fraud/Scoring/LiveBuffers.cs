using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What scoring one payment needs; reused from request to request. Not thread-safe.</summary>
internal sealed class LiveBuffers
{
    // Requests seldom repeat an id; the table only keeps the common words.
    private const int Texts = 256;

    /// <summary>Texts of identifiers.</summary>
    public IdInterner Ids { get; } = new(Texts);

    /// <summary>Pseudonyms of sellers.</summary>
    public SellerPseudonyms Sellers { get; } = new();

    /// <summary>The payment's features, columns as in <see cref="FraudColumns.Names"/>.</summary>
    public float[] Row { get; } = new float[FraudColumns.Width];

    /// <summary>Recent decisions of its partition.</summary>
    public DeclineWindow Declines { get; } = new();

    /// <summary>The decision being made.</summary>
    public FraudDecision Decision { get; } = new();

    /// <summary>Its score, one value.</summary>
    public float[] Score { get; } = new float[1];
}
