package dev.quayside.app.cli.progress;

/** Shows nothing: failures are reported when the command ends. */
final class QuietDisplay implements ProgressDisplay {
    @Override
    public void show(String part, Status status, String detail) {}

    @Override
    public void update(String part, String detail) {}

    @Override
    public void line(String part, String text) {}

    @Override
    public void close() {}
}
