using System.Buffers;
using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Whose history a visitor's is.</summary>
/// <param name="Visitor">The visitor.</param>
/// <param name="Customer">The customer; the default for none.</param>
/// <param name="Route">Key that falls on the customer's partition.</param>
/// <param name="LinkId">The sign-in that said so.</param>
/// <param name="Handovers">Hand-overs made under this sign-in.</param>
internal readonly record struct VisitorLink(Pseudonym Visitor, Pseudonym Customer, string Route, string LinkId, int Handovers) : IStateValue<VisitorLink>
{
    /// <inheritdoc/>
    public static VisitorLink Create() => new(default, default, "", "", 0);

    /// <inheritdoc/>
    public static VisitorLink Read(ReadOnlySpan<byte> source, out int read)
    {
        var reader = new StateReader(source);
        var link = new VisitorLink(
            new Pseudonym(reader.Key()), new Pseudonym(reader.Key()), Encoding.UTF8.GetString(reader.Text()), Encoding.UTF8.GetString(reader.Text()), reader.Int());
        read = reader.Taken;
        return link;
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target)
    {
        target.PutKey(Visitor.Value);
        target.PutKey(Customer.Value);
        target.PutText(Route);
        target.PutText(LinkId);
        target.PutInt(Handovers);
    }
}
