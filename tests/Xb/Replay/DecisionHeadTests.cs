using CsCheck;
using XbFunctions.Xb.Hubs;

namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class DecisionHeadTests
{
    [TestMethod]
    public void The_payment_and_its_outcome_are_read()
    {
        Assert.IsTrue(DecisionHead.TryRead(
            """{"type":"fraud.decided","paymentId":"p\u002d1","reasons":[{"paymentId":"no"}],"outcome":"review","score":1}"""u8,
            out var head));
        Assert.AreEqual(new DecisionHead("p-1", "review"), head);
    }

    [TestMethod]
    [DataRow("""{"type":"fraud.warning","paymentId":"p"}""", DisplayName = "another type of event")]
    [DataRow("""{"type":"fraud.decided"}""", DisplayName = "no payment")]
    [DataRow("""{"type":5,"paymentId":"p"}""", DisplayName = "a type that is no text")]
    [DataRow("[]", DisplayName = "no object")]
    [DataRow("", DisplayName = "nothing")]
    public void Anything_else_is_passed_over(string body) =>
        Assert.IsFalse(DecisionHead.TryRead(System.Text.Encoding.UTF8.GetBytes(body), out _));

    [TestMethod]
    public void No_bytes_make_it_throw() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        DecisionHead.TryRead(bytes, out _);
    });
}
