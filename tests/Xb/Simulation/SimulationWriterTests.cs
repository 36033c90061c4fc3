using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class SimulationWriterTests
{
    [TestMethod]
    public void A_line_holds_the_envelope_and_the_body_as_it_is_published()
    {
        var events = EventsOfARun.Of(EventsOfARun.Small).Take(2_000).ToArray();

        var lines = Encoding.UTF8.GetString(EventsOfARun.Lines(EventsOfARun.Small, events.Length))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.HasCount(events.Length, lines);
        for (var index = 0; index < lines.Length; index++)
        {
            using var line = JsonDocument.Parse(lines[index]);
            string? Text(string name) => line.RootElement.GetProperty(name).GetString();
            Assert.AreEqual(events[index].Hub, Text("hub"));
            Assert.AreEqual(events[index].Event.PartitionKey, Text("partitionKey"));
            Assert.AreEqual(events[index].Event.EventId, Text("id"));
            Assert.AreEqual(events[index].Event.Type, Text("type"));
            Assert.AreEqual(
                Encoding.UTF8.GetString(EventBody.ToUtf8(events[index].Event)), line.RootElement.GetProperty("body").GetRawText());
        }
    }

    [TestMethod]
    public void The_ground_truth_is_not_written()
    {
        var text = Encoding.UTF8.GetString(EventsOfARun.Lines(EventsOfARun.Small with { FraudRate = 0.2 }, 5_000));

        Assert.DoesNotContain("scenario", text, StringComparison.OrdinalIgnoreCase);
        Assert.IsTrue(
            Enum.GetNames<FraudScenario>().Where(static name => name != "None")
                .All(name => !text.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }
}
