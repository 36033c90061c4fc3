using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Makes the orders of an erasure and sends them. Thread-safe.</summary>
/// <param name="keys">Keys of the pseudonyms.</param>
/// <param name="orders">Signs the orders.</param>
/// <param name="partitions">Knows the partitions of the hubs.</param>
/// <param name="publisher">Sends.</param>
/// <param name="stores">Stores that are looked through once all is forgotten.</param>
/// <param name="options">Times.</param>
public sealed class ErasureDispatch(
    PseudonymKeys keys, ErasureOrders orders, IHubPartitions partitions, IEventPublisher publisher, IEnumerable<IErasureStore> stores, ErasureOptions options)
{
    /// <summary>The functions that keep something of customers, and what their states are called in receipts.</summary>
    internal static IReadOnlyList<(string Function, string Hub, string Store)> States { get; } =
    [
        ("fraud", HubNames.Payments, "fraud state"),
        ("behaviour", HubNames.Clickstream, "behaviour state"),
        ("warning", HubNames.Decisions, "review queue state"),
    ];

    /// <summary>Pseudonyms of a customer under each key.</summary>
    internal IReadOnlyList<Pseudonym> CustomersOf(CustomerId id) => Pseudonym.TryParse(id.Value, out var known) ? [known] : [.. keys.All.Select(key => key.Of(id))];

    /// <summary>Makes the orders: one for the customer's own partition of each function and, for linked visitors, one for each partition of the clickstream.</summary>
    internal async Task<IReadOnlyList<ErasureOrder>> OrdersAsync(
        string erasureId, CustomerId id, IReadOnlyList<Pseudonym> customers, CancellationToken cancellationToken)
    {
        var made = new List<ErasureOrder>();
        var route = Pseudonym.TryParse(id.Value, out _) ? null : PartitionPlacement.TwinOf(id.Value);
        foreach (var customer in customers)
        {
            foreach (var (function, hub, _) in States)
            {
                // Decisions are placed by the pseudonym itself; a customer known by pseudonym alone may be at home anywhere.
                var home = hub == HubNames.Decisions ? PartitionPlacement.TwinOf(customer.ToString()) : route;
                if (home is not null)
                {
                    Add(function, hub, customer, home, null, true);
                }

                if (home is null || hub == HubNames.Clickstream)
                {
                    foreach (var partition in await partitions.ListAsync(hub, cancellationToken).ConfigureAwait(false))
                    {
                        Add(function, hub, customer, home ?? "all", partition, home is null);
                    }
                }
            }
        }

        return made;

        void Add(string function, string hub, Pseudonym customer, string place, string? partition, bool isHome) => made.Add(
            new ErasureOrder($"{erasureId}.{made.Count.ToString(CultureInfo.InvariantCulture)}", hub, function, customer, place, partition, isHome));
    }

    /// <summary>Sends orders; one that was carried out already does nothing.</summary>
    internal Task SendAsync(IEnumerable<ErasureOrder> wanted, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        OutgoingEvent[] events =
        [
            .. wanted.Select(order => new OutgoingEvent(
                order.Hub, order.Route, order.Id, EventTypes.CustomerErased, EventBody.ToUtf8(orders.ToEvent(order, requestedAt)), null)
            {
                PartitionId = order.PartitionId,
            }),
        ];
        return events.Length == 0 ? Task.CompletedTask : publisher.PublishAsync(events, cancellationToken);
    }

    /// <summary>The stores of a receipt as it begins.</summary>
    internal IReadOnlyList<StoreReceipt> StoresAtFirst(DateTimeOffset now) =>
    [
        .. States.Select(static state => new StoreReceipt(state.Store, ErasureStatus.Pending)),
        .. stores.Select(static store => new StoreReceipt(store.Name, ErasureStatus.Pending)),
        new("event hubs", ErasureStatus.Kept, Until: now + options.HubRetention, Note: "Events that were sent or published before leave with the hubs' retention; no one can take single ones out."),
        new("deleted blobs", ErasureStatus.Kept, Until: now + options.DeletedBlobs, Note: "The storage account lets operators fetch back what was deleted or replaced."),
        new("sales state", ErasureStatus.Kept, Note: "Holds goods and a hash of the payment's id until they can no longer be returned, and no customer."),
        new("counts, trends and models", ErasureStatus.Kept, Note: "Sums over many people, in which no one is named."),
    ];
}
