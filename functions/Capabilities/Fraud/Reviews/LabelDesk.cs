using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Takes labels of analysts: each is kept with its note in table <c>FraudAnalystLabels</c> and sent to the partition of its payment, where it counts
/// once. Thread-safe.
/// </summary>
/// <param name="decisions">Decisions by payment id.</param>
/// <param name="tables">Account of the table.</param>
/// <param name="publisher">Sends <c>payment.labelled</c>.</param>
/// <param name="time">Stamps labels.</param>
public sealed class LabelDesk(LookupReader decisions, TableServiceClient tables, IEventPublisher publisher, TimeProvider time)
{
    private const int Conflict = 409;

    /// <summary>Takes a label.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="label">What is said of it.</param>
    /// <param name="idempotencyKey">Names the request; null where the caller sends none: then equal labels of a payment are one request.</param>
    /// <param name="cancellationToken">Ends the work; the request may be sent again.</param>
    /// <returns>The event's id; or why there is none.</returns>
    public async Task<LabelReceipt> TakeAsync(PaymentId paymentId, AnalystLabel label, string? idempotencyKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (await decisions.FindAsync(paymentId.Value, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            return new LabelReceipt(LabelRefusal.UnknownPayment, null);
        }

        var decided = JsonSerializer.Deserialize(body.Span, EventJson.Default.FraudDecided)!;
        var row = new TableEntity(AnalystLabels.PartitionOf(paymentId.Value), AnalystLabels.Hash(idempotencyKey ?? EventNames.Of(label.Label)))
        {
            ["PaymentId"] = paymentId.Value,
            ["Label"] = EventNames.Of(label.Label),
            ["Note"] = label.Note,
            ["LabelledAt"] = time.GetUtcNow(),
        };
        var table = tables.GetTableClient(AnalystLabels.TableName);
        await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await table.AddEntityAsync(row, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException failed) when (failed.Status == Conflict)
        {
            var before = (await table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
            if (idempotencyKey is not null && (before.GetString("Label"), before.GetString("Note")) != (EventNames.Of(label.Label), label.Note))
            {
                return new LabelReceipt(LabelRefusal.OtherRequest, null);
            }

            row = before;
        }

        // Sent again for a request that comes again: the first sending may have failed, and the event's id makes two of them count once.
        var labelled = new PaymentLabelled(
            paymentId, new CustomerId(decided.CustomerKey.ToString()), row.GetDateTimeOffset("LabelledAt") ?? time.GetUtcNow(), label.Label, Source: "analyst");
        await publisher.PublishAsync(
            [
                new OutgoingEvent(HubNames.Payments, labelled.PartitionKey, labelled.EventId, labelled.Type, EventBody.ToUtf8(labelled), null)
                {
                    PartitionId = decided.Partition,
                },
            ],
            cancellationToken).ConfigureAwait(false);
        return new LabelReceipt(LabelRefusal.None, labelled.EventId);
    }
}
