using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Interactions of a simulated clickstream, in the order of time.</summary>
internal static class SimulatedInteractions
{
    /// <summary>Reads the clickstream.</summary>
    /// <param name="world">The marketplace.</param>
    /// <param name="days">Days to simulate.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static List<Interaction> Read(MarketplaceWorld world, int days, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        List<Interaction> interactions = [];
        var end = world.Options.Start + TimeSpan.FromDays(days);
        foreach (var simulated in new MarketplaceSimulator(world).Run(cancellationToken))
        {
            if (simulated.Event.OccurredAt >= end)
            {
                break;
            }

            if (simulated.Event is IClickEvent click)
            {
                Add(interactions, click);
                if (interactions.Count % 10_000 == 0)
                {
                    progress.Report(new WorkDone((click.OccurredAt - world.Options.Start) / TimeSpan.FromDays(days)));
                }
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return interactions;
    }

    private static void Add(List<Interaction> interactions, IClickEvent click)
    {
        var visitor = click.CustomerId is { } customer ? customer.Value : click.AnonymousId?.Value ?? "";
        IEnumerable<(Sku Sku, double Weight)> items = click switch
        {
            ProductViewed viewed => [(viewed.Sku, Interaction.ViewWeight(viewed.Position))],
            CartAdded added => [(added.Sku, 3)],
            OrderCompleted order => order.Items.Select(static line => (line.Sku, 6.0)),
            _ => [],
        };
        var kind = click switch { OrderCompleted => ClickKind.OrderCompleted, CartAdded => ClickKind.CartAdded, _ => ClickKind.ProductViewed };
        interactions.AddRange(items.Select(item => new Interaction(visitor, item.Sku.Value, click.Market, click.OccurredAt, item.Weight, kind)));
    }
}
