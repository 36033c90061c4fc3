using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Summaries by customer, bounded in two generations: when the younger one is full it becomes the older one, whose customers that paid
/// no more meanwhile are forgotten. Not thread-safe.
/// </summary>
/// <param name="maxCustomers">Most customers to keep, at least 1; at least half as many are kept.</param>
public sealed class CustomerSummaries(int maxCustomers)
{
    private readonly int _generation = Math.Max(1, maxCustomers / 2);
    private Dictionary<ulong, CustomerSummary> _young = [];
    private Dictionary<ulong, CustomerSummary> _old = [];

    /// <summary>Summaries of all customers remembered, those longest without a payment first.</summary>
    public IEnumerable<CustomerSummary> All => _old.Where(old => !_young.ContainsKey(old.Key)).Concat(_young).Select(static pair => pair.Value);

    /// <summary>Finds a customer.</summary>
    /// <param name="customer">Low half of the pseudonym.</param>
    public CustomerSummary? Find(ulong customer) =>
        _young.TryGetValue(customer, out var summary) || _old.TryGetValue(customer, out summary) ? summary : null;

    /// <summary>Adds a decision to its customer's summary.</summary>
    /// <param name="decision">The decision.</param>
    public void Add(in CustomerDecision decision) => Touch(decision.Customer).Add(decision);

    /// <summary>Writes the summaries for a snapshot.</summary>
    /// <param name="target">Destination.</param>
    public void Save(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        CustomerSummary[] old = [.. _old.Where(one => !_young.ContainsKey(one.Key)).Select(static pair => pair.Value)];
        Save(target, old);
        Save(target, _young.Values);
    }

    /// <summary>Replaces the content by what <see cref="Save(IBufferWriter{byte})"/> wrote.</summary>
    /// <param name="source">Snapshot bytes, starting at the summaries.</param>
    /// <returns>Bytes taken.</returns>
    public int Load(ReadOnlySpan<byte> source)
    {
        (_old, var oldBytes) = LoadGeneration(source);
        (_young, var youngBytes) = LoadGeneration(source[oldBytes..]);
        return oldBytes + youngBytes;
    }

    private static void Save(IBufferWriter<byte> target, IReadOnlyCollection<CustomerSummary> summaries)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), summaries.Count);
        target.Advance(sizeof(int));
        foreach (var summary in summaries)
        {
            summary.Save(target.GetSpan(CustomerSummary.Size));
            target.Advance(CustomerSummary.Size);
        }
    }

    private static (Dictionary<ulong, CustomerSummary> Generation, int Bytes) LoadGeneration(ReadOnlySpan<byte> source)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(source);
        var generation = new Dictionary<ulong, CustomerSummary>(count);
        for (var index = 0; index < count; index++)
        {
            var summary = CustomerSummary.Load(source[(sizeof(int) + (index * CustomerSummary.Size))..]);
            generation.Add(summary.Customer.Low, summary);
        }

        return (generation, sizeof(int) + (count * CustomerSummary.Size));
    }

    private CustomerSummary Touch(Pseudonym customer)
    {
        if (_young.TryGetValue(customer.Low, out var summary))
        {
            return summary;
        }

        if (_young.Count >= _generation)
        {
            (_old, _young) = (_young, []);
        }

        summary = _old.GetValueOrDefault(customer.Low) ?? new CustomerSummary(customer);
        _young.Add(customer.Low, summary);
        return summary;
    }
}
