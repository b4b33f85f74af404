// A page that breaks says so and leaves the rest of the app alone. Most often a new version was installed and an old
// browser tab asks for files that are gone: then a reload helps.
import { Component, type ReactNode } from "react";
import i18next from "i18next";

export class PageGuard extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="failure" role="alert">
        <b>{i18next.t("error.page")}</b>
        <span>{i18next.t("error.page_next")}</span>
        <button type="button" className="link" onClick={() => window.location.reload()}>
          {i18next.t("verb.reload")}
        </button>
        <details>
          <summary>{i18next.t("error.detail")}</summary>
          <pre>{String(this.state.error)}</pre>
        </details>
      </div>
    );
  }
}
