using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.App.Tests;

/// <summary>Sends payments and reads decisions over AMQP, as services of a platform do.</summary>
internal static class DecisionReading
{
    /// <summary>Sends events to <c>payments</c>, keyed by customer.</summary>
    public static async Task SendAsync(string connection, IReadOnlyList<(string Customer, string Body)> events, CancellationToken cancellationToken)
    {
        await using var client = Open(connection, HubNames.Payments);
        await using var sender = client.CreateSender();
        await sender.SendAsync(
            [.. events.Select(item => new HubEvent(System.Text.Encoding.UTF8.GetBytes(item.Body)) { PartitionKey = item.Customer })],
            cancellationToken: cancellationToken);
    }

    /// <summary>Sends clicks to <c>clickstream</c>, keyed by customer or visitor.</summary>
    public static async Task SendClicksAsync(string connection, IReadOnlyList<(string Who, string Body)> events, CancellationToken cancellationToken)
    {
        await using var client = Open(connection, HubNames.Clickstream);
        await using var sender = client.CreateSender();
        await sender.SendAsync(
            [.. events.Select(static item => new HubEvent(System.Text.Encoding.UTF8.GetBytes(item.Body)) { PartitionKey = item.Who })],
            cancellationToken: cancellationToken);
    }

    /// <summary>Reads decisions from the beginning until those on all the given payments are there.</summary>
    /// <returns>Every decision read, those that came twice included.</returns>
    public static async Task<IReadOnlyList<FraudDecided>> ReadUntilAsync(
        string connection, IReadOnlySet<string> payments, CancellationToken cancellationToken)
    {
        await using var client = Open(connection, HubNames.Decisions);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var decisions = new List<FraudDecided>();
        var missing = new HashSet<string>(payments, StringComparer.Ordinal);
        var partitions = (await client.GetPropertiesAsync(cancellationToken)).PartitionIds;
        await Task.WhenAll(partitions.Select(id => ReadPartitionAsync(client, id, decisions, missing, enough)));
        cancellationToken.ThrowIfCancellationRequested();
        return decisions;
    }

    private static async Task ReadPartitionAsync(
        HubClient client, string id, List<FraudDecided> decisions, HashSet<string> missing, CancellationTokenSource enough)
    {
        await using var receiver = client.CreateReceiver("$Default", id, EventPosition.Earliest);
        try
        {
            while (true)
            {
                foreach (var stored in await receiver.ReadAsync(500, enough.Token))
                {
                    if (stored.Properties.GetValueOrDefault(EventProperties.Type) as string != EventTypes.FraudDecided)
                    {
                        continue;
                    }

                    var decided = JsonSerializer.Deserialize(stored.Body.Span, EventJson.Default.FraudDecided)!;
                    lock (decisions)
                    {
                        decisions.Add(decided);
                        missing.Remove(decided.PaymentId.Value);
                    }
                }

                if (AllThere())
                {
                    await enough.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // All are there, or the test gives up.
        }

        bool AllThere()
        {
            lock (decisions)
            {
                return missing.Count == 0;
            }
        }
    }

    private static HubClient Open(string connection, string hub) =>
        new(HubConnectionString.Parse(connection), hub, null, TimeProvider.System, NullLoggerFactory.Instance);
}
