using System.Text;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate;

/// <summary>
/// Takes transactions in the order of time the way that served payments go: JSON bytes, the parser, the state, the features. A label reaches
/// the state when its delay is over, never earlier. One state holds all, as on a hub of one partition.
/// </summary>
/// <param name="delay">From a fraud to its label.</param>
internal sealed class FraudStream(TimeSpan delay)
{
    // Pseudonyms are only compared with each other here; the same file must give the same rows.
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("xb evaluate fraud: public data only");

    private readonly FraudSubjectReader _reader = new(new PseudonymKey(Key), new ReferenceRates());
    private readonly FraudState _state = new(new FraudOptions(), "0");
    private readonly IdInterner _ids = new();
    private readonly Queue<HandbookTransaction> _labels = new();
    private readonly byte[] _change = new byte[FraudState.LabelChangeSize];

    /// <summary>Takes one transaction.</summary>
    /// <param name="transaction">Not before the last one.</param>
    /// <param name="row">Where its features go, shape <c>[FraudColumns.Width]</c>; empty where they are not wanted.</param>
    /// <exception cref="InvalidOperationException">The pipeline refuses the payment.</exception>
    public void Take(in HandbookTransaction transaction, Span<float> row)
    {
        while (_labels.TryPeek(out var due) && due.At + delay <= transaction.At)
        {
            TakeLabel(_labels.Dequeue());
        }

        var facts = Parse(transaction.ToPayment());
        if (!_reader.TryRead(facts, _reader.Customer(facts.CustomerId), out var subject))
        {
            throw new InvalidOperationException($"There is no reference rate for {facts.Currency}.");
        }

        if (!row.IsEmpty)
        {
            FraudFeatures.Write(_state, subject, row);
        }

        _state.AddPayment(subject.Customer, subject.Trace);
        if (transaction.IsFraud == true)
        {
            _labels.Enqueue(transaction);
        }
    }

    private void TakeLabel(in HandbookTransaction transaction)
    {
        var facts = Parse(transaction.ToLabel(transaction.At + delay));
        _state.AddLabel(_reader.Customer(facts.CustomerId).Low, FraudSubjectReader.Payment(facts.PaymentId), fraud: true, facts.OccurredAt.ToUnixTimeMilliseconds(), _change);
    }

    private PaymentFacts Parse(IXbEvent sent) =>
        PaymentReader.TryRead(EventBody.ToUtf8(sent), _ids, sent.Type, out var facts, out var refusal)
            ? facts
            : throw new InvalidOperationException($"The pipeline refuses a payment of the file: {refusal}");
}
