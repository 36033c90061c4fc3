using System.Collections.Frozen;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Names by which events call payment methods, in any case of letters.</summary>
internal static class PaymentMethods
{
    private static readonly FrozenDictionary<string, PaymentMethodKind> Kinds = new Dictionary<string, PaymentMethodKind>
    {
        ["card"] = PaymentMethodKind.Card,
        ["credit_card"] = PaymentMethodKind.Card,
        ["creditCard"] = PaymentMethodKind.Card,
        ["debit_card"] = PaymentMethodKind.Card,
        ["debitCard"] = PaymentMethodKind.Card,
        ["wallet"] = PaymentMethodKind.Wallet,
        ["paypal"] = PaymentMethodKind.Wallet,
        ["alipay"] = PaymentMethodKind.Wallet,
        ["wechatPay"] = PaymentMethodKind.Wallet,
        ["applePay"] = PaymentMethodKind.Wallet,
        ["googlePay"] = PaymentMethodKind.Wallet,
        ["bank"] = PaymentMethodKind.Bank,
        ["bankTransfer"] = PaymentMethodKind.Bank,
        ["bank_transfer"] = PaymentMethodKind.Bank,
        ["sepa"] = PaymentMethodKind.Bank,
        ["ideal"] = PaymentMethodKind.Bank,
        ["pix"] = PaymentMethodKind.Bank,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the kind of a method.</summary>
    /// <param name="method">As the event calls it.</param>
    /// <returns>The kind; <see cref="PaymentMethodKind.Other"/> for a name that is not known.</returns>
    public static PaymentMethodKind KindOf(string method) => Kinds.GetValueOrDefault(method, PaymentMethodKind.Other);
}
