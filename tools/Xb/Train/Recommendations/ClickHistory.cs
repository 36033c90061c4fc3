using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>What clicks say of items: who turned to what, and which lists were shown and clicked. Not thread-safe.</summary>
internal sealed class ClickHistory
{
    // A page that is opened later than this after the click on a list was found otherwise.
    private static readonly TimeSpan MostBetween = TimeSpan.FromMinutes(5);

    private readonly IdInterner _ids = new();
    private readonly List<Interaction> _interactions = [];
    private readonly List<MarketList> _lists = [];
    private readonly Dictionary<(string Visitor, string List), ShownList> _byId = [];
    private readonly Dictionary<string, (string Sku, int Place, DateTimeOffset At)> _clicks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Interactions in the order of time; of one moment in the order in which they came.</summary>
    public List<Interaction> Interactions => [.. _interactions.OrderBy(static one => one.At)];

    /// <summary>Lists that were shown, with what was clicked of each.</summary>
    public IReadOnlyList<MarketList> Lists => _lists;

    /// <summary>Events that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Takes a simulated clickstream.</summary>
    /// <param name="world">The marketplace.</param>
    /// <param name="days">Days to simulate.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ClickHistory Of(Simulation.MarketplaceWorld world, int days, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var (history, events, span) = (new ClickHistory(), 0, TimeSpan.FromDays(days));
        foreach (var simulated in new Simulation.MarketplaceSimulator(world).Run(cancellationToken))
        {
            var passed = simulated.Event.OccurredAt - world.Options.Start;
            if (passed >= span)
            {
                break;
            }

            if (simulated.Hub == HubNames.Clickstream)
            {
                history.Add(EventBody.ToUtf8(simulated.Event), simulated.Event.Type);
            }

            if (++events % 10_000 == 0)
            {
                progress.Report(new WorkDone(passed / span));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return history;
    }

    /// <summary>Takes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CommandException">The file cannot be read, or has no interaction.</exception>
    public static ClickHistory Of(string path, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var (history, lines) = (new ClickHistory(), 0);
        foreach (var line in ClickFile.Read(path, progress, cancellationToken))
        {
            lines++;
            history.Add(line.Body, line.Type);
        }

        return history._interactions.Count > 0
            ? history
            : throw new CommandException($"{path} has no product.viewed, cart.added or order.completed event in its {lines} lines.");
    }

    /// <summary>Takes an event; what cannot be read is counted.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="type">Its type, where it stands beside the body.</param>
    public void Add(byte[] body, string? type)
    {
        if (!ClickReader.TryRead(body, _ids, type, out var facts, out _))
        {
            Refused++;
            return;
        }

        var visitor = facts.CustomerId.Length > 0 ? facts.CustomerId : facts.AnonymousId;
        switch (facts.Kind)
        {
            case ClickKind.ProductViewed:
                Add(visitor, facts, facts.Sku, Interaction.ViewWeight(facts.Position), PlaceOf(visitor, facts));
                break;
            case ClickKind.CartAdded:
                Add(visitor, facts, facts.Sku, 3, null);
                break;
            case ClickKind.OrderCompleted:
                foreach (var item in facts.Items(body, _ids))
                {
                    Add(visitor, facts, item.Sku, 6, null);
                }

                break;
            case ClickKind.RecommendationShown:
                Show(visitor, facts, body);
                break;
            case ClickKind.RecommendationClicked:
                _clicks[visitor] = (facts.Sku, facts.Position ?? 0, facts.OccurredAt);
                _byId.GetValueOrDefault((visitor, ListOf(facts)))?.Click(facts.Position ?? -1);
                break;
        }
    }

    private void Add(string visitor, in ClickFacts facts, string sku, double weight, int? place) =>
        _interactions.Add(new Interaction(visitor, sku, facts.Market, facts.OccurredAt, weight, facts.Kind, place));

    // Without an id, a click is of the list that its place on the page showed last.
    private static string ListOf(in ClickFacts facts) => facts.RecommendationId.Length > 0 ? facts.RecommendationId : $"at {facts.Source}";

    private void Show(string visitor, in ClickFacts facts, byte[] body)
    {
        List<int> items = [];
        foreach (var sku in facts.Skus(body, _ids))
        {
            if (!_numbers.TryGetValue(sku, out var number))
            {
                _numbers[sku] = number = _numbers.Count;
            }

            items.Add(number);
        }

        var list = new ShownList(facts.Source, items);
        _lists.Add(new MarketList(facts.Market, facts.OccurredAt, list));
        _byId[(visitor, ListOf(facts))] = list;
    }

    private int? PlaceOf(string visitor, in ClickFacts facts) =>
        _clicks.Remove(visitor, out var click) && click.Sku == facts.Sku && facts.OccurredAt - click.At <= MostBetween ? click.Place : null;
}
