using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Writes <c>fraud.decided</c> bodies, the same bytes as <see cref="EventJson"/> writes for <see cref="FraudDecision.ToEvent"/>, which a
/// test holds. A new member of <see cref="FraudDecided"/> is written here as well. Reused; not thread-safe.
/// </summary>
internal sealed class FraudDecisionWriter
{
    private readonly DecisionText _text = new();
    private ModelReference? _model;
    private byte[] _modelJson = [];

    /// <summary>Writes a body.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="decision">The decision on it.</param>
    /// <returns>UTF-8 JSON, valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(in PendingPayment payment, FraudDecision decision)
    {
        _text.Clear();
        _text.Raw("{\"type\":\"fraud.decided\",\"paymentId\":"u8);
        _text.Text(payment.PaymentId);
        _text.Raw(",\"customerKey\":"u8);
        _text.Key(payment.Customer);
        _text.Raw(",\"market\":"u8);
        _text.Text(payment.Market.ToString());
        _text.Raw(OutcomeMember(decision.Outcome));
        _text.Raw(",\"score\":"u8);
        _text.Number(decision.Score);
        WriteReasons(decision.Reasons);
        WriteRules(decision.Rules);
        WritePayment(payment, decision);
        WriteModel(decision.Model);
        WriteKeys(payment.Keys);
        WritePolicy(decision);
        return _text.Written;
    }

    private static ReadOnlySpan<byte> OutcomeMember(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Approve => ",\"outcome\":\"approve\""u8,
        DecisionOutcome.Review => ",\"outcome\":\"review\""u8,
        _ => ",\"outcome\":\"decline\""u8,
    };

    private void WriteReasons(List<DecisionReason> reasons)
    {
        _text.Raw(",\"reasons\":["u8);
        for (var i = 0; i < reasons.Count; i++)
        {
            _text.Raw(i == 0 ? "{\"code\":"u8 : ",{\"code\":"u8);
            _text.Text(reasons[i].Code);
            TextMember(",\"text\":"u8, reasons[i].Text);
            TextMember(",\"feature\":"u8, reasons[i].Feature);
            NumberMember(",\"value\":"u8, reasons[i].Value);
            NumberMember(",\"contribution\":"u8, reasons[i].Contribution);
            _text.Raw("}"u8);
        }
    }

    private void WriteRules(List<AppliedRule> rules)
    {
        _text.Raw("],\"rules\":["u8);
        for (var i = 0; i < rules.Count; i++)
        {
            _text.Raw(i == 0 ? "{\"name\":"u8 : ",{\"name\":"u8);
            _text.Text(rules[i].Name);
            _text.Raw(rules[i].Effect switch
            {
                DecisionOutcome.Approve => ",\"effect\":\"approve\""u8,
                DecisionOutcome.Review => ",\"effect\":\"review\""u8,
                _ => ",\"effect\":\"decline\""u8,
            });
            NumberMember(",\"scoreModifier\":"u8, rules[i].ScoreModifier);
            _text.Raw("}"u8);
        }
    }

    private void WritePayment(in PendingPayment payment, FraudDecision decision)
    {
        _text.Raw("],\"amount\":"u8);
        _text.Amount(payment.Amount);
        _text.Raw(",\"currency\":"u8);
        _text.Text(payment.Amount.Currency.ToString());
        _text.Raw(payment.CrossBorder ? ",\"crossBorder\":true,\"occurredAt\":"u8 : ",\"crossBorder\":false,\"occurredAt\":"u8);
        _text.Time(payment.OccurredAt);
        _text.Raw(",\"enqueuedAt\":"u8);
        _text.Time(payment.EnqueuedAt);
        _text.Raw(",\"decidedAt\":"u8);
        _text.Time(decision.DecidedAt);
        _text.Raw(",\"partition\":"u8);
        _text.Text(decision.Partition);
        _text.Raw(",\"sequenceNumber\":"u8);
        _text.Whole(payment.SequenceNumber);
    }

    private void WriteModel(ModelReference? model)
    {
        if (model is null)
        {
            return;
        }

        if (!ReferenceEquals(model, _model))
        {
            var members = new StringBuilder(",\"model\":{");
            members.Append("\"name\":\"").Append(JsonEncodedText.Encode(model.Name));
            members.Append("\",\"version\":\"").Append(JsonEncodedText.Encode(model.Version));
            members.Append("\",\"hash\":\"").Append(JsonEncodedText.Encode(model.Hash)).Append("\"}");
            (_model, _modelJson) = (model, Encoding.UTF8.GetBytes(members.ToString()));
        }

        _text.Raw(_modelJson);
    }

    private void WriteKeys(in PaymentKeys keys)
    {
        if (keys.Issuer != default)
        {
            TextMember(",\"issuerCountry\":"u8, keys.Issuer.ToString());
        }

        if (keys.Shipping != default)
        {
            TextMember(",\"shippingCountry\":"u8, keys.Shipping.ToString());
        }

        TextMember(",\"language\":"u8, keys.Language == default ? null : keys.Language.Value);
        KeyMember(",\"sellerKey\":"u8, keys.Seller);
        KeyMember(",\"instrumentKey\":"u8, keys.Instrument);
        KeyMember(",\"deviceKey\":"u8, keys.Device);
        KeyMember(",\"shippingAddressKey\":"u8, keys.Address);
    }

    private void WritePolicy(FraudDecision decision)
    {
        if (decision.ReasonMethod is { } method)
        {
            _text.Raw(method == ReasonMethod.Shap ? ",\"reasonMethod\":\"shap\""u8 : ",\"reasonMethod\":\"path\""u8);
        }

        NumberMember(",\"adjustedScore\":"u8, decision.AdjustedScore);
        _text.Raw(",\"policy\":{\"version\":"u8);
        _text.Text(decision.PolicyVersion);
        _text.Raw(",\"review\":"u8);
        _text.Number(decision.Thresholds.Review);
        _text.Raw(",\"decline\":"u8);
        _text.Number(decision.Thresholds.Decline);
        ListMember(",\"lists\":["u8, decision.Lists);
        ListMember(",\"snoozed\":["u8, decision.Snoozed);
        if (decision.Capped)
        {
            _text.Raw(",\"capped\":true"u8);
        }

        TextMember(",\"degraded\":"u8, decision.Degraded);
        _text.Raw("}}"u8);
    }

    private void ListMember(ReadOnlySpan<byte> name, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        _text.Raw(name);
        for (var i = 0; i < texts.Count; i++)
        {
            _text.Raw(i == 0 ? ""u8 : ","u8);
            _text.Text(texts[i]);
        }

        _text.Raw("]"u8);
    }

    private void TextMember(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            _text.Raw(name);
            _text.Text(text);
        }
    }

    private void NumberMember(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            _text.Raw(name);
            _text.Number(number);
        }
    }

    private void KeyMember(ReadOnlySpan<byte> name, Pseudonym key)
    {
        if (key != default)
        {
            _text.Raw(name);
            _text.Key(key);
        }
    }
}
