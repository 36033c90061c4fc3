using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reads a <c>fraud.decided</c> body in one pass, without a record for the plain approval.</summary>
/// <param name="rates">Rates to the base currency.</param>
internal sealed class WatchedDecisionReader(ReferenceRates rates)
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="decision">What it says, or the default.</param>
    /// <param name="payment">Hash of the payment's id.</param>
    /// <param name="fault">The member that is missing or wrong, or what is wrong with the body; null when it was read.</param>
    /// <returns>True when it is a decision.</returns>
    public bool TryRead(ReadOnlySpan<byte> body, out WatchedDecision decision, out ulong payment, out string? fault)
    {
        (decision, payment) = (default, 0);
        try
        {
            var scan = new DecisionScan();
            scan.Read(body);
            fault = scan.Missing();
            if (fault is not null)
            {
                return false;
            }

            if (rates.TryToBase(scan.AmountMinor, scan.Currency, scan.DecidedAt!.Value, out var amount, out _))
            {
                (decision, payment) = (Make(scan, amount), IdHash.Of(scan.PaymentId));
            }
            else
            {
                fault = "The member 'currency' names a currency without a reference rate.";
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            fault = "The body is no decision in JSON.";
        }

        return fault is null;
    }

    private static WatchedDecision Make(in DecisionScan scan, double amount)
    {
        var isHeld = scan.Outcome != DecisionOutcome.Approve;
        return new WatchedDecision(
            scan.DecidedAt!.Value.ToUnixTimeSeconds() / 60,
            AttemptOf(scan.Customer, scan.Instrument),
            scan.Outcome!.Value,
            (float)scan.Score,
            (float)amount)
        {
            Market = scan.Market,
            Issuer = scan.Issuer,
            Shipping = scan.Shipping,
            Seller = scan.Seller,
            Device = scan.Device,
            Instrument = scan.Instrument,
            Address = scan.Address,
            PaymentId = isHeld ? scan.PaymentId : null,
            Rules = isHeld ? scan.Rules ?? "" : null,
            Reasons = isHeld ? scan.Reasons ?? "" : null,
        };
    }

    private static ulong AttemptOf(Pseudonym customer, Pseudonym instrument)
    {
        ReadOnlySpan<UInt128> pair = [customer.Value, instrument.Value];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(pair));
    }
}
