using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>An engine that does not answer is left alone for a while.</summary>
[TestClass]
public sealed class EngineCircuitTests
{
    private readonly FakeTimeProvider _time = new();

    [TestMethod]
    public void After_five_failures_in_a_row_it_is_left_alone_for_half_a_minute()
    {
        var circuit = new EngineCircuit(_time);
        for (var failure = 0; failure < EngineCircuit.FailuresToOpen - 1; failure++)
        {
            circuit.Failed(null);
            Assert.AreEqual(TimeSpan.Zero, circuit.Wait);
        }

        circuit.Failed(null);
        Assert.AreEqual(EngineCircuit.OpenFor, circuit.Wait);
        _time.Advance(EngineCircuit.OpenFor - TimeSpan.FromSeconds(1));
        Assert.AreEqual(TimeSpan.FromSeconds(1), circuit.Wait);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual(TimeSpan.Zero, circuit.Wait);
    }

    [TestMethod]
    public void An_answer_between_failures_begins_the_count_anew()
    {
        var circuit = new EngineCircuit(_time);
        for (var failure = 0; failure < 3 * EngineCircuit.FailuresToOpen; failure++)
        {
            circuit.Failed(null);
            if (failure % (EngineCircuit.FailuresToOpen - 1) == 0)
            {
                circuit.Succeeded();
            }

            Assert.AreEqual(TimeSpan.Zero, circuit.Wait);
        }
    }

    [TestMethod]
    public void It_is_left_alone_for_as_long_as_it_asks_at_once()
    {
        var circuit = new EngineCircuit(_time);
        circuit.Failed(TimeSpan.FromMinutes(2));
        Assert.AreEqual(TimeSpan.FromMinutes(2), circuit.Wait);

        // Another call that failed at the same time and asks for less changes nothing.
        circuit.Failed(TimeSpan.FromSeconds(5));
        Assert.AreEqual(TimeSpan.FromMinutes(2), circuit.Wait);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.AreEqual(TimeSpan.Zero, circuit.Wait);
    }
}
