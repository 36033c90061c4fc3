using System.Text.Json;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Histories out of the profiles that <c>AggregateBehaviour</c> keeps: what a customer looked at, put into the cart or bought last. Thread-safe.</summary>
/// <param name="rows">The read model of customers.</param>
public sealed class BehaviourHistories(ReadModelReader rows) : ICustomerHistories
{
    /// <inheritdoc/>
    public async ValueTask<CustomerHistory> FindAsync(Pseudonym customer, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(
            BehaviourCustomers.Definition, BehaviourCustomers.PartitionOf(customer), customer.ToString(), cancellationToken).ConfigureAwait(false);
        if (row is null || JsonSerializer.Deserialize(row.GetString("Profile"), BehaviourJson.Default.CustomerProfile) is not { Recent.Count: > 0 } profile)
        {
            return CustomerHistory.None;
        }

        // The profile has the newest first.
        return new CustomerHistory([.. profile.Recent.Reverse().Select(static item => item.Sku)], [.. (profile.Bought ?? []).Select(static item => item.Sku)], [])
        {
            Times = [.. profile.Recent.Reverse().Select(static item => item.At)],
            BoughtTimes = [.. (profile.Bought ?? []).Select(static item => item.At)],
            Categories = [.. profile.Categories.Select(static interest => (interest.Name, (float)interest.Share))],
            Brands = [.. profile.Brands.Select(static interest => (interest.Name, (float)interest.Share))],
            Orders = profile.Orders,
        };
    }
}
