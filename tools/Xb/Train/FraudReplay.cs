using System.Globalization;
using System.Text;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>
/// Takes simulated payments the way that served ones go: JSON bytes, the parser, the state of their partition, the features. So the model
/// is trained on what it will be shown.
/// </summary>
internal sealed class FraudReplay
{
    // Pseudonyms are only compared with each other here; no secret is needed, but the same run must give the same rows.
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("xb train fraud: simulated ids only");

    private readonly FraudSubjectReader _reader = new(new PseudonymKey(Key), new ReferenceRates());
    private readonly IdInterner _ids = new();
    private readonly FraudState[] _states;
    private readonly ReplayedExchange _exchange;
    private readonly byte[] _change = new byte[FraudState.LabelChangeSize];
    private readonly DateTimeOffset _lastRow;

    /// <summary>Starts with empty states.</summary>
    /// <param name="options">Partitions and time range.</param>
    /// <param name="rows">Where the features go.</param>
    public FraudReplay(FraudTrainingOptions options, FraudRows rows)
    {
        (_lastRow, Rows) = (options.LastRow, rows);
        _states = [.. Enumerable.Range(0, FraudTrainingOptions.Partitions).Select(static id =>
            new FraudState(new FraudOptions(), id.ToString(CultureInfo.InvariantCulture)))];
        _exchange = new ReplayedExchange(_states, new ExchangeOptions());
    }

    /// <summary>The rows so far.</summary>
    public FraudRows Rows { get; }

    /// <summary>Takes one event of the hub <c>payments</c>.</summary>
    /// <param name="simulated">The event, in the order of event time.</param>
    public void Take(in SimulatedEvent simulated)
    {
        var body = EventBody.ToUtf8(simulated.Event is PaymentAuthorised payment ? SparseIntegrations.Send(payment) : simulated.Event);
        if (!PaymentReader.TryRead(body, _ids, simulated.Event.Type, out var facts, out var refusal))
        {
            throw new InvalidOperationException($"The simulator made an event that the pipeline refuses: {refusal}");
        }

        var partition = PartitionKeyHash.Place(simulated.Event.PartitionKey, _states.Length);
        if (facts.Kind == PaymentKind.Labelled)
        {
            TakeLabel(partition, facts);
        }
        else if (facts.OccurredAt < _lastRow)
        {
            TakePayment(partition, facts, simulated.Scenario);
        }
    }

    private void TakePayment(int partition, in PaymentFacts facts, FraudScenario truth)
    {
        if (!_reader.TryRead(facts, _reader.Customer(facts.CustomerId), out var subject))
        {
            throw new InvalidOperationException($"The simulator pays in {facts.Currency}, which has no reference rate.");
        }

        var peers = _exchange.PeersOf(partition, facts.OccurredAt);
        FraudFeatures.Write(_states[partition], subject, Rows.Add(facts.PaymentId, facts.OccurredAt, truth), peers);
        _states[partition].AddPayment(subject.Customer, subject.Trace);
        _exchange.NotePayment(partition);
    }

    private void TakeLabel(int partition, in PaymentFacts facts)
    {
        if (facts.Label == PaymentLabel.Cleared)
        {
            return;
        }

        var fraud = facts.Label != PaymentLabel.Returned;
        var (customer, payment) = (_reader.Customer(facts.CustomerId).Low, FraudSubjectReader.Payment(facts.PaymentId));
        _states[partition].AddLabel(customer, payment, fraud, facts.OccurredAt.ToUnixTimeMilliseconds(), _change);
        if (_states[partition].Customers.Find(customer) is { } history && history.TryFind(payment, out var trace))
        {
            _exchange.NoteLabel(partition, trace);
        }

        if (fraud)
        {
            Rows.MarkFraud(facts.PaymentId);
        }
    }
}
