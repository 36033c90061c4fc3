using Google.Protobuf;
using XbFunctions.Inference.Onnx;

namespace XbFunctions.Inference;

/// <summary>A named, constant setting of a graph node, as the operator's specification lists it.</summary>
public sealed class OnnxAttribute
{
    private OnnxAttribute(AttributeProto message) => Message = message;

    internal AttributeProto Message { get; }

    /// <summary>An integer, also for flags (0 or 1).</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="value">Any value.</param>
    public static OnnxAttribute Int(string name, long value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>A single-precision number.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="value">Any value.</param>
    public static OnnxAttribute Float(string name, float value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value });

    /// <summary>A text, mostly one of the operator's keywords.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="value">Stored as UTF-8.</param>
    public static OnnxAttribute Text(string name, string value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) });

    /// <summary>A list of integers.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="values">Copied.</param>
    public static OnnxAttribute Ints(string name, IEnumerable<long> values)
    {
        var message = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        message.Ints.AddRange(values);
        return new OnnxAttribute(message);
    }

    /// <summary>A list of single-precision numbers.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="values">Copied.</param>
    public static OnnxAttribute Floats(string name, IEnumerable<float> values)
    {
        var message = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats };
        message.Floats.AddRange(values);
        return new OnnxAttribute(message);
    }

    /// <summary>A list of texts.</summary>
    /// <param name="name">Name in the operator's specification.</param>
    /// <param name="values">Stored as UTF-8.</param>
    public static OnnxAttribute Texts(string name, IEnumerable<string> values)
    {
        var message = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Strings };
        message.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return new OnnxAttribute(message);
    }
}
