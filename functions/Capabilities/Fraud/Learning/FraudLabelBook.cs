using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Labels by payment. Fraud outweighs a clearance, whichever came first: an analyst may be wrong, a chargeback is paid.</summary>
internal sealed class FraudLabelBook
{
    private static readonly string Returned = EventNames.Of(PaymentLabel.Returned);
    private static readonly string Cleared = EventNames.Of(PaymentLabel.Cleared);
    private readonly Dictionary<string, PaymentTruth> _truth = new(StringComparer.Ordinal);

    public void Add(string paymentId, string label)
    {
        if (label == Returned)
        {
            return;
        }

        var truth = label == Cleared ? PaymentTruth.Genuine : PaymentTruth.Fraud;
        if (truth == PaymentTruth.Fraud || !_truth.ContainsKey(paymentId))
        {
            _truth[paymentId] = truth;
        }
    }

    public PaymentTruth Of(string paymentId) => _truth.GetValueOrDefault(paymentId);
}
