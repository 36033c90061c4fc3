using System.Text;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class ReaderAgreementTests
{
    [TestMethod]
    public void Both_readings_take_good_events_and_read_the_same() =>
        EventTexts.GoodEvents.Sample(static body => Assert.IsTrue(Agree(body, null), Encoding.UTF8.GetString(body)), iter: 2_000);

    [TestMethod]
    public void Both_readings_agree_on_events_with_faults()
    {
        var (taken, refused) = (0, 0);
        EventTexts.Events.Sample(
            input => { _ = Agree(input.Body, input.DeclaredType) ? Interlocked.Increment(ref taken) : Interlocked.Increment(ref refused); },
            iter: 8_000);
        Assert.IsGreaterThan(400, taken);
        Assert.IsGreaterThan(400, refused);
    }

    [TestMethod]
    public void Both_readings_agree_on_events_with_changed_bytes() =>
        Gen.Select(EventTexts.GoodEvents, Gen.Select(Gen.Int[0, 4_000], Gen.Byte, Gen.Int[0, 3]).Array[1, 3])
            .Sample(static (body, changes) => { _ = Agree(Change(body, changes), null); }, iter: 8_000);

    [TestMethod]
    public void Both_readings_agree_on_any_bytes() => Gen.Byte.Array[0, 200].Sample(static body => { _ = Agree(body, null); }, iter: 8_000);

    [TestMethod]
    public void Both_readings_agree_on_any_text_of_json_signs() =>
        Gen.OneOf("{", "}", "[", "]", ":", ",", "\"type\"", "\"payment.labelled\"", "\"items\"", "1", "null", "\\", "\"", " ", "\"\\ud800\"")
            .Array[0, 12].Select(static parts => Encoding.UTF8.GetBytes("{" + string.Concat(parts) + "}"))
            .Sample(static body => { _ = Agree(body, EventTypes.PaymentLabelled); }, iter: 8_000);

    [TestMethod]
    public void Both_readings_refuse_nesting_that_is_too_deep()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        Assert.IsFalse(Agree(Encoding.UTF8.GetBytes($"{{\"x\":{deep}}}"), EventTypes.PaymentLabelled));
    }

    /// <summary>Reads both ways, compares, and says whether the event was taken.</summary>
    private static bool Agree(byte[] body, string? declaredType)
    {
        var ids = new IdInterner(1_024);
        var slow = EventValidation.TryRead(body, declaredType, out var xbEvent, out var slowRefusal);
        var isPayment = PaymentReader.TryRead(body, ids, declaredType, out var payment, out var paymentRefusal);
        var isClick = ClickReader.TryRead(body, ids, declaredType, out var click, out var clickRefusal);
        if (slow != (isPayment || isClick) || (isPayment && isClick))
        {
            Assert.Fail($"slow: {slowRefusal} payments: {paymentRefusal} clicks: {clickRefusal} {declaredType} {Encoding.UTF8.GetString(body)}");
        }

        if (!slow)
        {
            Assert.IsTrue(slowRefusal.IsRefused && paymentRefusal.IsRefused && clickRefusal.IsRefused);
            return false;
        }

        var expectedItems = SlowFacts.Items(xbEvent!).ToList();
        if (isPayment)
        {
            var expected = xbEvent is PaymentAuthorised authorised ? SlowFacts.Of(authorised) : SlowFacts.Of((PaymentLabelled)xbEvent!);
            Assert.AreEqual(expected, payment with { ItemsOffset = 0, ItemsLength = 0 });
            CollectionAssert.AreEqual(expectedItems, Items(payment.Items(body, ids)));
        }
        else
        {
            Assert.AreEqual(SlowFacts.Of((IClickEvent)xbEvent!), click with { ItemsOffset = 0, ItemsLength = 0 });
            CollectionAssert.AreEqual(expectedItems, Items(click.Items(body, ids)));
            CollectionAssert.AreEqual(
                xbEvent is RecommendationShown shown ? shown.Skus.Select(static sku => sku.Value).ToList() : [], Skus(click.Skus(body, ids)));
        }

        return true;
    }

    private static List<ItemFacts> Items(PaymentItems items)
    {
        var list = new List<ItemFacts>();
        foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private static List<string> Skus(ShownSkus skus)
    {
        var list = new List<string>();
        foreach (var sku in skus)
        {
            list.Add(sku);
        }

        return list;
    }

    private static byte[] Change(byte[] body, (int At, byte Value, int Kind)[] changes)
    {
        var bytes = body.ToList();
        foreach (var (where, value, kind) in changes)
        {
            var at = where % bytes.Count;
            switch (kind)
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.Insert(at, value);
                    break;
                case 2 when bytes.Count > 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    // A sign of JSON does more harm than a random byte.
                    bytes[at] = "\"{}[]:,\\0e.-"u8[value % 12];
                    break;
            }
        }

        return [.. bytes];
    }
}
