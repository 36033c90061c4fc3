using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class PaymentMethodsTests
{
    [TestMethod]
    [DataRow("card", PaymentMethodKind.Card)]
    [DataRow("DebitCard", PaymentMethodKind.Card)]
    [DataRow("PAYPAL", PaymentMethodKind.Wallet)]
    [DataRow("bank_transfer", PaymentMethodKind.Bank)]
    [DataRow("voucher", PaymentMethodKind.Other)]
    [DataRow("", PaymentMethodKind.Other)]
    public void A_method_is_known_by_its_name_in_any_case(string method, PaymentMethodKind kind) => Assert.AreEqual(kind, PaymentMethods.KindOf(method));
}
