using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Hubs;

/// <summary>What identifies a decision, read from the beginning of its body.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Outcome">What was decided, as it stands in the event.</param>
internal readonly record struct DecisionHead(string PaymentId, string Outcome)
{
    /// <summary>Reads an event of hub <c>decisions</c>.</summary>
    /// <param name="body">UTF-8 body.</param>
    /// <param name="head">Its head.</param>
    /// <returns>False for another type of event and for what is no event.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out DecisionHead head)
    {
        string? type = null, paymentId = null, outcome = null;
        try
        {
            var json = new Utf8JsonReader(body);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName && (paymentId is null || outcome is null))
            {
                var (isType, isPayment, isOutcome) =
                    (json.ValueTextEquals("type"u8), json.ValueTextEquals("paymentId"u8), json.ValueTextEquals("outcome"u8));
                json.Read();
                type = isType ? json.GetString() : type;
                paymentId = isPayment ? json.GetString() : paymentId;
                outcome = isOutcome ? json.GetString() : outcome;
                json.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            type = null;
        }

        head = new DecisionHead(paymentId ?? "", outcome ?? "");
        return type == EventTypes.FraudDecided && paymentId is not null;
    }
}
