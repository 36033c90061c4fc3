using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Reads profiles. Thread-safe.</summary>
/// <param name="rows">The read models.</param>
/// <param name="subjects">Makes pseudonyms.</param>
/// <param name="time">Judges recency.</param>
/// <param name="intent">Says why an open session has its intent; null for no reasons.</param>
public sealed class CustomerReader(ReadModelReader rows, ClickSubjectReader subjects, TimeProvider time, IntentScorer? intent = null)
{
    /// <summary>Finds a customer.</summary>
    /// <param name="customerId">The platform's id, or the pseudonym's text.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What is known, or null for a customer never seen.</returns>
    public async Task<CustomerAnswer?> FindAsync(string customerId, CancellationToken cancellationToken)
    {
        // Who was not seen since a change of the key stands under the one of before.
        foreach (var customer in subjects.CustomersOf(customerId))
        {
            if (await FindAsync(customer, cancellationToken).ConfigureAwait(false) is { } known)
            {
                return known;
            }
        }

        return null;
    }

    private async Task<CustomerAnswer?> FindAsync(Pseudonym customer, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(
            BehaviourCustomers.Definition, BehaviourCustomers.PartitionOf(customer), customer.ToString(), cancellationToken).ConfigureAwait(false);
        if (row is null || JsonSerializer.Deserialize(row.GetString("Profile"), BehaviourJson.Default.CustomerProfile) is not { } profile)
        {
            return null;
        }

        return new CustomerAnswer(
            customer,
            profile,
            CustomerSegments.Of(profile, time.GetUtcNow()),
            new(row.GetString(ReadModelDefinition.StreamColumn), row.GetInt64(ReadModelDefinition.SequenceColumn) ?? 0),
            IntentOf(profile, row.GetString("IntentRow")));
    }

    private CustomerIntent? IntentOf(CustomerProfile profile, string? row)
    {
        if (profile.OpenSession is not { Intent: { } probability, IntentAt: { } at })
        {
            return null;
        }

        var values = BehaviourCustomers.ReadIntentRow(row);
        return new CustomerIntent(probability, at, values.Length == 0 || intent is null ? [] : intent.Explain(values));
    }
}
