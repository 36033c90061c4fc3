using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What decides the payments of a batch: one policy, one model, and the thresholds that follow from both. Immutable.</summary>
internal sealed class DecisionTerms
{
    // Country codes are packed below 1,024.
    private const int Countries = 1_024;

    private readonly FraudThresholds[] _thresholds = new FraudThresholds[Countries];
    private readonly DecisionCosts?[] _costs = new DecisionCosts?[Countries];
    private readonly ScoreCalibration? _calibration;

    /// <summary>Works the thresholds out.</summary>
    /// <param name="options">Settings, whose thresholds win.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="model">The model that scores; null when there is none.</param>
    public DecisionTerms(FraudOptions options, FraudPolicy policy, ScoringModel? model)
    {
        (Policy, Model, _calibration) = (policy, model, model?.Manifest.Calibration);
        Reference = model is null ? null : new ModelReference(model.Manifest.Name, model.Manifest.Version, model.Manifest.Sha256);
        var fallback = Calibrated(FraudThresholds.From(options, model?.Manifest.Thresholds), options);
        var markets = policy.Document.Markets;
        var any = markets.GetValueOrDefault(PolicyDocument.AnyMarket);
        Array.Fill(_thresholds, Of(any, fallback, options));
        Array.Fill(_costs, CostsOf(any, options));
        foreach (var (market, terms) in markets.Where(static entry => entry.Key != PolicyDocument.AnyMarket))
        {
            var country = CountryCode.Parse(market).Packed;
            (_thresholds[country], _costs[country]) = (Of(terms, fallback, options), CostsOf(terms, options));
        }
    }

    /// <summary>The policy.</summary>
    public FraudPolicy Policy { get; }

    /// <summary>The model that scores.</summary>
    public ScoringModel? Model { get; }

    /// <summary>How decisions name the model.</summary>
    public ModelReference? Reference { get; }

    /// <summary>The probability that a score stands for.</summary>
    /// <param name="score">The model's score; NaN stays NaN.</param>
    public double Probability(float score) => _calibration is null ? score : _calibration.Apply(score);

    /// <summary>Where decisions change for a payment.</summary>
    /// <param name="payment">The payment.</param>
    public FraudThresholds ThresholdsFor(in PendingPayment payment) => _costs[payment.Market.Packed] is { } costs
        ? costs.ThresholdsFor(payment.AmountBase)
        : _thresholds[payment.Market.Packed];

    private static FraudThresholds Of(MarketPolicy? terms, FraudThresholds fallback, FraudOptions options)
    {
        var review = options.ReviewThreshold ?? terms?.Review ?? fallback.Review;
        return new FraudThresholds(review, Math.Max(review, options.DeclineThreshold ?? terms?.Decline ?? fallback.Decline));
    }

    // Costs weigh probabilities: they mean nothing for a score that is none. Settings of an operator win.
    private DecisionCosts? CostsOf(MarketPolicy? terms, FraudOptions options) =>
        _calibration is null || options.ReviewThreshold is not null || options.DeclineThreshold is not null ? null : terms?.Costs;

    // The trainer's thresholds are raw scores.
    private FraudThresholds Calibrated(FraudThresholds thresholds, FraudOptions options) => _calibration is null
        ? thresholds
        : new FraudThresholds(
            options.ReviewThreshold ?? Math.Round(_calibration.Apply((float)thresholds.Review), 6),
            options.DeclineThreshold ?? Math.Round(_calibration.Apply((float)thresholds.Decline), 6));
}
