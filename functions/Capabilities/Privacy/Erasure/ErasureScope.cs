using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Whose traces are taken out of a store, and how far: what came after the order stays, for the customer has come back.</summary>
public sealed class ErasureScope
{
    private readonly Dictionary<(string Function, string Partition), (long Sequence, long Through)> _limits = [];
    private readonly HashSet<string> _texts;
    private readonly HashSet<Pseudonym> _people;

    internal ErasureScope(PseudonymKeys keys, IReadOnlyList<Pseudonym> customers, IReadOnlyCollection<ErasureAck> acks)
    {
        (Keys, Customers, Acks) = (keys, customers, acks);
        _people = [.. customers, .. acks.SelectMany(static ack => ack.Linked)];
        _texts = [.. _people.Select(static one => one.ToString())];
        foreach (var ack in acks)
        {
            var of = (ack.Function, ack.Partition.PartitionId);
            var before = _limits.GetValueOrDefault(of);
            _limits[of] = (Math.Max(before.Sequence, ack.Sequence), Math.Max(before.Through, ack.Through));
        }
    }

    /// <summary>Stand for the customer under each key.</summary>
    public IReadOnlyList<Pseudonym> Customers { get; }

    /// <summary>Texts of the pseudonyms of the customer and of linked visitors.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    /// <summary>Keys of the pseudonyms.</summary>
    internal PseudonymKeys Keys { get; }

    /// <summary>The orders that were carried out.</summary>
    internal IReadOnlyCollection<ErasureAck> Acks { get; }

    /// <summary>Whether a text is the pseudonym of the customer or of a linked visitor.</summary>
    /// <param name="text">The text.</param>
    public bool Names(string? text) => text is not null && _texts.Contains(text);

    /// <summary>Whether a pseudonym is the customer's or a linked visitor's.</summary>
    /// <param name="key">The pseudonym.</param>
    public bool Names(Pseudonym key) => _people.Contains(key);

    /// <summary>Sequence number of the order's event in a partition: what came before it goes.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="partitionId">The partition.</param>
    /// <returns>The largest number for a partition that got no order: everything goes.</returns>
    public long LimitOf(string function, string partitionId) =>
        _limits.TryGetValue((function, partitionId), out var limit) ? limit.Sequence : long.MaxValue;

    /// <summary>Last sequence number of the record that committed the order: rows of records before it go.</summary>
    /// <param name="function">Name of the function.</param>
    /// <returns>The highest of the function's partitions; the largest number for a function that got no order.</returns>
    public long ThroughOf(string function)
    {
        var ofFunction = _limits.Where(limit => limit.Key.Function == function).Select(static limit => limit.Value.Through).ToArray();
        return ofFunction.Length == 0 ? long.MaxValue : ofFunction.Max();
    }

    /// <summary>The same, of the partition that a row says it comes from.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="partitionId">The partition.</param>
    public long ThroughOf(string function, string partitionId) =>
        _limits.TryGetValue((function, partitionId), out var limit) ? limit.Through : long.MaxValue;
}
