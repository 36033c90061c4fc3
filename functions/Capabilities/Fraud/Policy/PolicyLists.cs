using System.Collections.Frozen;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Allow and deny lists and snoozes, ready to be asked for every payment. Immutable; asking allocates nothing where nothing is found.</summary>
internal sealed class PolicyLists
{
    private readonly FrozenDictionary<Pseudonym, PolicyListEntry[]> _entries;
    private readonly FrozenDictionary<Pseudonym, PolicySnooze[]> _snoozes;
    private readonly IReadOnlyList<AppliedRule> _rules;

    /// <summary>Takes the entries of a document that has been checked.</summary>
    /// <param name="document">The document.</param>
    /// <param name="rules">The enabled rules.</param>
    public PolicyLists(PolicyDocument document, IReadOnlyList<AppliedRule> rules)
    {
        _entries = document.Lists.GroupBy(static entry => entry.Key).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        _snoozes = document.Snoozes.GroupBy(static snooze => snooze.Customer)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        _rules = rules;
    }

    /// <summary>Looks a payment's keys up.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="lists">Takes the lists that it stands on.</param>
    /// <returns>The list that decides, deny before allow; null for none.</returns>
    public PolicyList? Find(in PendingPayment payment, List<string> lists)
    {
        if (_entries.Count == 0)
        {
            return null;
        }

        PolicyList? strictest = null;
        Look(PolicyKeyKind.Customer, payment.Customer, payment.EnqueuedAt, lists, ref strictest);
        Look(PolicyKeyKind.Instrument, payment.Keys.Instrument, payment.EnqueuedAt, lists, ref strictest);
        Look(PolicyKeyKind.Device, payment.Keys.Device, payment.EnqueuedAt, lists, ref strictest);
        Look(PolicyKeyKind.Address, payment.Keys.Address, payment.EnqueuedAt, lists, ref strictest);
        Look(PolicyKeyKind.Seller, payment.Keys.Seller, payment.EnqueuedAt, lists, ref strictest);
        foreach (ref readonly var former in payment.Former.Span)
        {
            Look(PolicyKeyKind.Customer, former.Customer, payment.EnqueuedAt, lists, ref strictest);
            Look(PolicyKeyKind.Instrument, former.Instrument, payment.EnqueuedAt, lists, ref strictest);
            Look(PolicyKeyKind.Device, former.Device, payment.EnqueuedAt, lists, ref strictest);
            Look(PolicyKeyKind.Address, former.Address, payment.EnqueuedAt, lists, ref strictest);
            Look(PolicyKeyKind.Seller, former.Seller, payment.EnqueuedAt, lists, ref strictest);
        }

        return strictest;
    }

    /// <summary>Takes the rules out that rest for the customer.</summary>
    /// <param name="hits">Rules that hit.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="snoozed">Takes the names of the rules that are taken out.</param>
    public ulong WithoutSnoozed(ulong hits, in PendingPayment payment, List<string> snoozed)
    {
        if (_snoozes.Count == 0)
        {
            return hits;
        }

        hits = WithoutSnoozed(hits, payment.Customer, payment.EnqueuedAt, snoozed);
        foreach (ref readonly var former in payment.Former.Span)
        {
            hits = WithoutSnoozed(hits, former.Customer, payment.EnqueuedAt, snoozed);
        }

        return hits;
    }

    private ulong WithoutSnoozed(ulong hits, Pseudonym customer, DateTimeOffset at, List<string> snoozed)
    {
        if (!_snoozes.TryGetValue(customer, out var snoozes))
        {
            return hits;
        }

        for (var i = 0; i < _rules.Count; i++)
        {
            var bit = 1UL << i;
            if ((hits & bit) != 0 && Rests(snoozes, _rules[i].Name, at))
            {
                hits &= ~bit;
                snoozed.Add(_rules[i].Name);
            }
        }

        return hits;
    }

    private static bool Rests(PolicySnooze[] snoozes, string rule, DateTimeOffset at) =>
        Array.Exists(snoozes, snooze => snooze.Rule == rule && at < snooze.Until);

    private void Look(PolicyKeyKind kind, Pseudonym key, DateTimeOffset at, List<string> lists, ref PolicyList? strictest)
    {
        if (key == default || !_entries.TryGetValue(key, out var entries))
        {
            return;
        }

        foreach (var entry in entries)
        {
            if (entry.Kind == kind && at < entry.Until)
            {
                if (NameOf(entry) is var name && !lists.Contains(name))
                {
                    // Under a key of before it may stand there a second time.
                    lists.Add(name);
                }

                strictest = strictest == PolicyList.Deny ? strictest : entry.List;
            }
        }
    }

    private static string NameOf(PolicyListEntry entry) =>
        $"{(entry.List == PolicyList.Deny ? "deny" : "allow")}:{entry.Kind.ToString().ToLowerInvariant()}";
}
