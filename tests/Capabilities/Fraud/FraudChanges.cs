using System.Buffers.Binary;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Changes as journals of version 4 and before have them: a payment and the decision on it apart.</summary>
internal static class FraudChanges
{
    private const byte DecisionKind = 3;
    private const byte PaymentKind = 6;

    public static byte[] Add(FraudState state, ulong customer, in PaymentTrace trace)
    {
        state.AddPayment(customer, trace);
        return Payment(customer, trace);
    }

    public static byte[] Add(FraudState state, in CustomerDecision decision)
    {
        state.AddDecision(decision);
        return Decision(decision);
    }

    public static byte[] Payment(ulong customer, in PaymentTrace trace)
    {
        var change = new byte[1 + sizeof(ulong) + PaymentTrace.Size];
        change[0] = PaymentKind;
        BinaryPrimitives.WriteUInt64LittleEndian(change.AsSpan(1), customer);
        trace.Write(change.AsSpan(1 + sizeof(ulong)));
        return change;
    }

    public static byte[] Decision(in CustomerDecision decision)
    {
        var change = new byte[42];
        change[0] = DecisionKind;
        BinaryPrimitives.WriteUInt128LittleEndian(change.AsSpan(1), decision.Customer.Value);
        BinaryPrimitives.WriteInt64LittleEndian(change.AsSpan(17), decision.OccurredAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(change.AsSpan(25), decision.DecidedAtMs);
        BinaryPrimitives.WriteSingleLittleEndian(change.AsSpan(33), decision.Amount);
        BinaryPrimitives.WriteSingleLittleEndian(change.AsSpan(37), decision.Score);
        change[41] = (byte)decision.Outcome;
        return change;
    }
}
