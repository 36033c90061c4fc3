using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Chaos;

/// <summary>
/// The load: simulated payments and labels as a careless producer sends them, some twice, some late, some broken. What the hub acknowledged is in
/// its log, which is what the comparison reads; the feed keeps nothing.
/// </summary>
/// <param name="target">The hub.</param>
/// <param name="options">Seed and rate.</param>
/// <param name="time">The clock.</param>
internal sealed class ChaosFeed(HubConnectionString target, ChaosOptions options, TimeProvider time)
{
    private const int ChunkEvents = 200;
    private const double DuplicateShare = 0.05;
    private const double LateShare = 0.05;
    private const double BrokenShare = 0.01;
    private const int MostLate = 2_000;
    private const string Source = "/xb/chaos";

    private readonly Random _random = new(options.Seed);
    private readonly List<HubEvent> _late = [];
    private readonly List<HubEvent> _recent = [];
    private long _broken;

    /// <summary>Messages that the hub acknowledged.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends until told to stop, through restarts of the hub.</summary>
    /// <param name="stopping">Ends the load.</param>
    /// <param name="cancellationToken">Ends it in the middle of a chunk.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        await using var client = new HubClient(target, HubNames.Payments, new HubClientOptions { MaxRetries = 100 }, time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await using var sender = client.CreateSender();
        var pace = new EventPace(options.EventsPerSecond, time);
        using var source = Payments().GetEnumerator();
        while (!stopping.IsCancellationRequested)
        {
            var allowed = await pace.TakeAsync(ChunkEvents, cancellationToken);
            var chunk = new List<HubEvent>(allowed);
            while (chunk.Count < allowed && source.MoveNext())
            {
                Spoil(source.Current, chunk);
            }

            await sender.SendAsync(chunk, cancellationToken: cancellationToken);
            Sent += chunk.Count;
        }

        await sender.SendAsync(_late, cancellationToken: cancellationToken);
        Sent += _late.Count;
    }

    private IEnumerable<HubEvent> Payments()
    {
        var world = MarketplaceWorld.Create(new SimulationOptions
        {
            Seed = (ulong)options.Seed,
            Clickstream = false,
            Customers = 2_000,
            PaymentsPerDay = 20_000,
            FraudRate = 0.05,
        });
        return new MarketplaceSimulator(world).Run().Where(static simulated => simulated.Hub == HubNames.Payments).Select(static simulated => HubMessages.Make(
            EventBody.ToUtf8(simulated.Event), simulated.Event.EventId, simulated.Event.Type, simulated.Event.PartitionKey, simulated.Event.OccurredAt, Source));
    }

    /// <summary>Sends an event now or later, perhaps twice, perhaps with something broken beside it.</summary>
    private void Spoil(HubEvent good, List<HubEvent> chunk)
    {
        if (_random.NextDouble() < LateShare && _late.Count < MostLate)
        {
            _late.Add(good);
        }
        else
        {
            chunk.Add(good);
            Remember(good);
        }

        if (_random.NextDouble() < DuplicateShare && _recent.Count > 0)
        {
            chunk.Add(_recent[_random.Next(_recent.Count)]);
        }

        if (_random.NextDouble() < BrokenShare)
        {
            chunk.Add(Break(good));
        }

        if (_late.Count > 0 && _random.NextDouble() < LateShare)
        {
            var place = _random.Next(_late.Count);
            chunk.Add(_late[place]);
            Remember(_late[place]);
            _late.RemoveAt(place);
        }
    }

    private void Remember(HubEvent sent)
    {
        if (_recent.Count < MostLate)
        {
            _recent.Add(sent);
        }
        else
        {
            _recent[_random.Next(MostLate)] = sent;
        }
    }

    private HubEvent Break(HubEvent good)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"broken-{options.Seed}-{++_broken}");
        var body = good.Body.ToArray();
        ReadOnlyMemory<byte> broken = _random.Next(3) switch
        {
            0 => body.AsMemory(0, body.Length / 2),
            1 => System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(body).Replace("\"amount\":", "\"amount\":-", StringComparison.Ordinal)),
            _ => RandomBytes(),
        };
        return good with { Body = broken, MessageId = id, Properties = new Dictionary<string, object>(good.Properties!, StringComparer.Ordinal) { [EventProperties.Id] = id } };
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[_random.Next(1, 200)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
