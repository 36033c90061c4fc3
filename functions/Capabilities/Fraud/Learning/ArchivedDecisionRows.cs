using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reads decisions of a file row by row, whichever version of the data set it is.</summary>
internal sealed class ArchivedDecisionRows
{
    private readonly ArchiveFrame _frame;
    private readonly IReadOnlyList<string?> _payments;
    private readonly IReadOnlyList<string?> _markets;
    private readonly IReadOnlyList<string?>? _languages;
    private readonly IReadOnlyList<string?>? _issuers;
    private readonly IReadOnlyList<string?>? _shippings;
    private readonly IReadOnlyList<bool> _crossBorder;
    private readonly IReadOnlyList<DateTime> _occurredAt;
    private readonly IReadOnlyList<long> _amounts;
    private readonly IReadOnlyList<string?> _currencies;
    private readonly IReadOnlyList<string?> _outcomes;
    private readonly IReadOnlyList<string?> _rules;
    private readonly IReadOnlyList<string?> _versions;
    private readonly IReadOnlyList<string?>? _shadows;
    private readonly bool _hasFeatures;

    public ArchivedDecisionRows(ArchiveFrame frame, bool features)
    {
        _frame = frame;
        (_payments, _markets, _outcomes) = (frame.Texts("payment_id"), frame.Texts("market"), frame.Texts("outcome"));
        (_currencies, _rules, _versions) = (frame.Texts("currency"), frame.Texts("rules"), frame.Texts("model_version"));
        (_crossBorder, _occurredAt, _amounts) = (frame.Flags("cross_border"), frame.Times("occurred_at"), frame.Wholes("amount_minor"));
        IsExact = frame.Has("model_score");
        _languages = IsExact ? frame.Texts("language") : null;
        _issuers = frame.Has("issuer_country") ? frame.Texts("issuer_country") : null;
        _shippings = frame.Has("shipping_country") ? frame.Texts("shipping_country") : null;
        _shadows = IsExact ? frame.Texts("shadow_version") : null;
        _hasFeatures = features && FraudColumns.Names.All(frame.Has);
    }

    /// <summary>Whether scores are as the model gave them: since version 2.</summary>
    public bool IsExact { get; }

    public string PaymentAt(int row) => _payments[row]!;

    public ArchivedDecision At(int row, PaymentTruth truth) => new()
    {
        PaymentId = _payments[row]!,
        Market = string.Intern(_markets[row]!),
        Language = _languages?[row] is { } language ? string.Intern(language) : null,
        IssuerCountry = _issuers?[row] is { } issuer ? string.Intern(issuer) : null,
        ShippingCountry = _shippings?[row] is { } shipping ? string.Intern(shipping) : null,
        CrossBorder = _crossBorder[row],
        OccurredAt = new DateTimeOffset(DateTime.SpecifyKind(_occurredAt[row], DateTimeKind.Utc)),
        AmountMinor = _amounts[row],
        Currency = string.Intern(_currencies[row]!),
        Outcome = string.Intern(_outcomes[row]!),
        Rules = _rules[row],
        ModelVersion = _versions[row] is { } version ? string.Intern(version) : null,
        ModelScore = IsExact ? _frame.Singles("model_score")[row] : _versions[row] is null ? float.NaN : (float)_frame.Numbers("score")[row],
        ShadowVersion = _shadows?[row] is { } shadow ? string.Intern(shadow) : null,
        ShadowScore = IsExact ? _frame.Singles("shadow_score")[row] : float.NaN,
        Features = _hasFeatures ? FeaturesAt(row) : null,
        Truth = truth,
    };

    private float[] FeaturesAt(int row)
    {
        var features = new float[FraudColumns.Width];
        for (var column = 0; column < features.Length; column++)
        {
            features[column] = _frame.Singles(FraudColumns.Names[column])[row];
        }

        return features;
    }
}
