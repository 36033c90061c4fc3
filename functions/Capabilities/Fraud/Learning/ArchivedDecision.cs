namespace XbFunctions.Capabilities.Fraud;

/// <summary>A decision as the archive holds it, joined with its label.</summary>
public sealed record ArchivedDecision
{
    /// <summary>The payment.</summary>
    public required string PaymentId { get; init; }

    /// <summary>Storefront, ISO 3166-1 alpha-2.</summary>
    public required string Market { get; init; }

    /// <summary>Language of the checkout, BCP 47; null where unknown.</summary>
    public string? Language { get; init; }

    /// <summary>Country of the issuer, ISO 3166-1 alpha-2; <c>ZZ</c> where unknown, null before version 3 of the archive.</summary>
    public string? IssuerCountry { get; init; }

    /// <summary>Country of delivery, likewise.</summary>
    public string? ShippingCountry { get; init; }

    /// <summary>Whether the payment crossed a border.</summary>
    public required bool CrossBorder { get; init; }

    /// <summary>Event time, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary><c>approve</c>, <c>review</c> or <c>decline</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Rules that fired, joined by commas; null for none.</summary>
    public string? Rules { get; init; }

    /// <summary>Version of the model that served; null for rules alone.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Raw score of that model; NaN for none. Rows of version 1 hold it rounded to six places.</summary>
    public required float ModelScore { get; init; }

    /// <summary>Version in shadow; null for none.</summary>
    public string? ShadowVersion { get; init; }

    /// <summary>Raw score of the version in shadow; NaN for none.</summary>
    public float ShadowScore { get; init; } = float.NaN;

    /// <summary>Features as decided, columns as in <see cref="FraudColumns.Names"/>; null where they had other columns then, or were not asked for.</summary>
    public float[]? Features { get; init; }

    /// <summary>What is known of the payment.</summary>
    public PaymentTruth Truth { get; init; }

    /// <summary>Whether somebody or something held the payment up.</summary>
    public bool IsFlagged => Outcome != "approve";
}
