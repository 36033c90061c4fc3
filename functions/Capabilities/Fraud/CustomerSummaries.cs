using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Summaries by customer, bounded: when full, the customer whose last decision is longest ago is forgotten. Not thread-safe.</summary>
/// <param name="maxCustomers">Most customers to keep, at least 1.</param>
public sealed class CustomerSummaries(int maxCustomers)
{
    private readonly KeyedTable<CustomerSummary> _summaries = new(maxCustomers);

    /// <summary>Summaries of all customers remembered, in no order.</summary>
    public IEnumerable<CustomerSummary> All => _summaries.Keys.Select(key => _summaries.Find(key, out _));

    /// <summary>Finds a customer.</summary>
    /// <param name="customer">Low half of the pseudonym.</param>
    public CustomerSummary? Find(ulong customer)
    {
        var summary = _summaries.Find(customer, out var found);
        return found ? summary : null;
    }

    /// <summary>Brings several customers near, before they are changed: see <see cref="KeyedTable{TValue}.Warm"/>.</summary>
    /// <param name="customers">Low halves of the pseudonyms; unknown ones are passed over.</param>
    public void Warm(ReadOnlySpan<ulong> customers) => _summaries.Warm(customers, static summary => summary.LastPaymentAtMs);

    /// <summary>Forgets the customers who have not paid for long.</summary>
    /// <param name="beforeMs">Whose last payment occurred before this, milliseconds since the Unix epoch.</param>
    /// <returns>How many there were.</returns>
    public int ForgetIdle(long beforeMs)
    {
        var forgotten = 0;
        for (; _summaries.TryOldest(out var key, out _) && Find(key)!.LastPaymentAtMs < beforeMs; forgotten++)
        {
            _summaries.Remove(key);
        }

        return forgotten;
    }

    /// <summary>Forgets a customer.</summary>
    /// <param name="customer">Low half of the pseudonym.</param>
    /// <returns>Whether the customer was remembered.</returns>
    public bool Remove(ulong customer) => _summaries.Remove(customer);

    /// <summary>Carries a customer over to another pseudonym; nothing happens when the customer is not remembered, or both are.</summary>
    /// <param name="old">The pseudonym before.</param>
    /// <param name="now">The pseudonym now.</param>
    public void Rename(Pseudonym old, Pseudonym now)
    {
        if (Find(old.Low) is not { } summary || Find(now.Low) is not null)
        {
            return;
        }

        _summaries.Remove(old.Low);
        _summaries.Touch(now.Low) = summary.Of(now);
    }

    /// <summary>Adds a decision to its customer's summary.</summary>
    /// <param name="decision">The decision.</param>
    public void Add(in CustomerDecision decision)
    {
        ref var summary = ref _summaries.Touch(decision.Customer.Low);
        if (summary.Customer != decision.Customer)
        {
            summary = new CustomerSummary(decision.Customer);
        }

        summary.Add(decision);
    }

    /// <summary>Captures the summaries for a snapshot.</summary>
    public IStateCapture Capture() => _summaries.Capture();

    /// <summary>Adds a piece of a snapshot to summaries that have nothing but earlier pieces of it.</summary>
    /// <param name="piece">A piece as the capture wrote it.</param>
    public void Load(ReadOnlySpan<byte> piece) => _summaries.Load(piece);
}
