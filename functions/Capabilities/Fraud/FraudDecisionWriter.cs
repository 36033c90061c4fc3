using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Writes the change that a payment and the decision on it make: numbers as they are, and ready pieces of JSON for what is the same from one payment to
/// the next. <see cref="FraudState"/> applies it, <see cref="FraudDecisionForm"/> makes its <c>fraud.decided</c>. Reused; not thread-safe.
/// </summary>
internal sealed class FraudDecisionWriter
{
    private readonly DecisionText _change = new();
    private readonly DecisionText _text = new();

    // Of the first change of the batch.
    private readonly byte[][] _first = new byte[DecidedTexts.Count][];
    private bool _hasFirst;
    private ModelReference? _model;
    private byte[] _modelJson = [];

    /// <summary>Begins a batch: texts of later changes that are those of its first one are left out.</summary>
    public void Begin() => _hasFirst = false;

    /// <summary>Writes a decision.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="decision">The decision on it.</param>
    /// <param name="hasLookup">Whether the decision is also the answer under the payment's id.</param>
    /// <returns>The change; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(in PendingPayment payment, FraudDecision decision, bool hasLookup)
    {
        Span<byte> head = stackalloc byte[DecidedPayment.MostBytes];
        Span<byte> lengths = stackalloc byte[DecidedTexts.Count * sizeof(int)];
        _text.Clear();
        var start = 0;
        _text.Plainly(payment.PaymentId);
        EndText(lengths, 0, ref start);
        TextMember(",\"language\":"u8, payment.Keys.Language == default ? null : payment.Keys.Language.Value);
        EndText(lengths, 1, ref start);
        _text.Text(decision.Partition);
        EndText(lengths, 2, ref start);
        WriteReasons(decision.Reasons);
        WriteRules(decision.Rules);
        EndText(lengths, 3, ref start);
        WriteModel(decision.Model);
        EndText(lengths, 4, ref start);
        WritePolicy(decision);
        EndText(lengths, 5, ref start);
        _hasFirst = true;
        _change.Clear();
        _change.Raw(head[..DecidedPayment.Of(payment, decision, hasLookup).Write(head)]);
        _change.Raw(lengths);
        _change.Raw(_text.Written.Span);
        return _change.Written;
    }

    private void EndText(Span<byte> lengths, int index, ref int start)
    {
        var text = _text.Written.Span[start..];
        var length = text.Length;
        if (!_hasFirst)
        {
            _first[index] = text.ToArray();
        }
        else if (length > 0 && index > 0 && text.SequenceEqual(_first[index]))
        {
            length = DecidedTexts.SameAsFirst;
            _text.CutTo(start);
        }

        BinaryPrimitives.WriteInt32LittleEndian(lengths[(index * sizeof(int))..], length);
        start = _text.Written.Length;
    }

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
}
