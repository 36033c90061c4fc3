using System.Globalization;
using System.Text;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class MoneyTests
{
    private static readonly Gen<Money> Amounts =
        Gen.Select(Gen.Long[-Money.MaxMinor, Money.MaxMinor], Gen.OneOf([.. CurrencyCode.All]), static (minor, currency) => new Money(minor, currency));

    [TestMethod]
    public void Money_comes_back_from_its_decimal() =>
        Amounts.Sample(static money => Money.TryFromDecimal(money.ToDecimal(), money.Currency, out var again) && again == money);

    [TestMethod]
    [DataRow("12.5", "EUR", 1_250L)]
    [DataRow("12.500000", "EUR", 1_250L)]
    [DataRow("12", "JPY", 12L)]
    [DataRow("12.0", "JPY", 12L)]
    [DataRow("1.234", "KWD", 1_234L)]
    [DataRow("0.0001", "CLF", 1L)]
    [DataRow("-3.20", "USD", -320L)]
    [DataRow("10000000000000", "USD", Money.MaxMinor)]
    public void A_decimal_becomes_minor_units(string amount, string currency, long minor)
    {
        var money = Money.FromDecimal(decimal.Parse(amount, CultureInfo.InvariantCulture), CurrencyCode.Parse(currency));
        Assert.AreEqual(minor, money.Minor);
    }

    [TestMethod]
    [DataRow("12.505", "EUR")]
    [DataRow("12.5", "JPY")]
    [DataRow("1.2345", "KWD")]
    [DataRow("0.0000000000000000000000000001", "EUR")]
    [DataRow("10000000000000.01", "EUR")]
    [DataRow("79228162514264337593543950335", "EUR")]
    public void A_decimal_that_does_not_fit_is_refused(string amount, string currency)
    {
        var value = decimal.Parse(amount, CultureInfo.InvariantCulture);
        Assert.IsFalse(Money.TryFromDecimal(value, CurrencyCode.Parse(currency), out var money));
        Assert.AreEqual(default, money);
        Assert.ThrowsExactly<ArgumentException>(() => Money.FromDecimal(value, CurrencyCode.Parse(currency)));
    }

    [TestMethod]
    public void Money_is_written_with_its_decimals() => Assert.AreEqual("12.50 EUR", new Money(1_250, CurrencyCode.Parse("EUR")).ToString());

    [TestMethod]
    public void A_number_text_is_read_fast_as_it_is_read_exactly() =>
        Gen.Select(Gen.Char['0', '9'].Array[1, 24], Gen.Char['0', '9'].Array[0, 12], Gen.Int[-30, 30], Gen.Int[0, 6]).Sample(
            static (whole, fraction, exponent, decimals) =>
            {
                var digits = new string(whole).TrimStart('0').PadLeft(1, '0');
                var text = $"{digits}{(fraction.Length > 0 ? "." : "")}{new string(fraction)}e{exponent}";
                var exact = ExactNumber.TryParse(text, out var value) == EventRefusalReason.None
                    && decimal.Round(value, decimals) == value && value <= 1_000_000;
                var fast = FastNumber.TryParse(Encoding.UTF8.GetBytes(text), out var number) == EventRefusalReason.None
                    & (number.ToUnits(decimals, 1_000_000 * (long)Math.Pow(10, decimals), out var units) == EventRefusalReason.None);
                Assert.AreEqual(exact, fast, text);
                Assert.IsTrue(!exact || units == value * (decimal)Math.Pow(10, decimals), text);
            },
            iter: 50_000);
}
