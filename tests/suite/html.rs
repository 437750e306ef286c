//! A page as a browser parses it: HTML's own rules for what closes what, without its scripts.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, QualName, ns, parse_document};

/// An element, a text (without a name) or the document.
#[derive(Debug)]
pub(crate) struct Node {
    name: QualName,
    attributes: RefCell<Vec<Attribute>>,
    text: RefCell<String>,
    parent: RefCell<Option<Rc<Node>>>,
    children: RefCell<Vec<Rc<Node>>>,
}

impl Node {
    fn new(name: QualName, attributes: Vec<Attribute>, text: &str) -> Rc<Self> {
        Rc::new(Self {
            name,
            attributes: RefCell::new(attributes),
            text: RefCell::new(text.to_owned()),
            parent: RefCell::default(),
            children: RefCell::default(),
        })
    }

    fn unnamed(text: &str) -> Rc<Self> {
        Self::new(QualName::new(None, ns!(), "".into()), Vec::new(), text)
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let attributes = self.attributes.borrow();
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| attribute.value.to_string())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }

    /// Every text, value of an attribute and comment outside of the elements that `skip` names.
    pub(crate) fn texts(&self, skip: &dyn Fn(&str, &Node) -> bool, out: &mut String) {
        if skip(&self.name.local, self) {
            return;
        }
        out.push_str(&self.text.borrow());
        for attribute in self.attributes.borrow().iter() {
            out.push_str(&format!(" {} ", attribute.value));
        }
        for child in self.children.borrow().iter() {
            child.texts(skip, out);
        }
    }

    /// The elements with a class, in order.
    pub(crate) fn with_class(self: &Rc<Self>, class: &str, out: &mut Vec<Rc<Node>>) {
        if self.has_class(class) {
            out.push(Rc::clone(self));
        }
        for child in self.children.borrow().iter() {
            child.with_class(class, out);
        }
    }

    /// Its text, without markup.
    pub(crate) fn text(&self) -> String {
        let children = self.children.borrow();
        self.text.borrow().clone() + &children.iter().map(|child| child.text()).collect::<String>()
    }

    pub(crate) fn parent(&self) -> Option<Rc<Node>> {
        self.parent.borrow().clone()
    }

    fn detach(&self) {
        if let Some(parent) = self.parent.take() {
            parent.children.borrow_mut().retain(|child| !std::ptr::eq(&raw const **child, self));
        }
    }
}

pub(crate) fn parse(html: &str) -> Rc<Node> {
    parse_document(Sink { document: Node::unnamed("") }, html5ever::ParseOpts::default()).one(html)
}

struct Sink {
    document: Rc<Node>,
}

impl Sink {
    fn insert(parent: &Rc<Node>, at: usize, child: NodeOrText<Rc<Node>>) {
        let child = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                if let Some(last) =
                    at.checked_sub(1).and_then(|last| parent.children.borrow().get(last).cloned())
                    && last.name.local.is_empty()
                {
                    last.text.borrow_mut().push_str(&text);
                    return;
                }
                Node::unnamed(&text)
            }
        };
        child.detach();
        *child.parent.borrow_mut() = Some(Rc::clone(parent));
        let mut children = parent.children.borrow_mut();
        let at = at.min(children.len());
        children.insert(at, child);
    }
}

impl TreeSink for Sink {
    type Handle = Rc<Node>;
    type Output = Rc<Node>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Rc<Node> {
        self.document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Rc<Node> {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Rc<Node>) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Rc<Node> {
        Node::new(name, attributes, "")
    }

    fn create_comment(&self, text: StrTendril) -> Rc<Node> {
        Node::new(QualName::new(None, ns!(), "!".into()), Vec::new(), &text)
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Rc<Node> {
        self.create_comment(data)
    }

    fn append(&self, parent: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        let end = parent.children.borrow().len();
        Self::insert(parent, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Rc<Node>,
        before: &Rc<Node>,
        child: NodeOrText<Rc<Node>>,
    ) {
        if element.parent().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Rc<Node>) -> Rc<Node> {
        Rc::clone(target)
    }

    fn same_node(&self, one: &Rc<Node>, other: &Rc<Node>) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        let Some(parent) = sibling.parent() else { return };
        let at = parent.children.borrow().iter().position(|one| Rc::ptr_eq(one, sibling));
        Self::insert(&parent, at.unwrap_or(0), child);
    }

    fn add_attrs_if_missing(&self, target: &Rc<Node>, attributes: Vec<Attribute>) {
        for attribute in attributes {
            if target.attribute(&attribute.name.local).is_none() {
                target.attributes.borrow_mut().push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Rc<Node>) {
        target.detach();
    }

    fn reparent_children(&self, node: &Rc<Node>, parent: &Rc<Node>) {
        let children = node.children.borrow().clone();
        for child in children {
            self.append(parent, NodeOrText::AppendNode(child));
        }
    }
}

#[test]
fn a_page_is_parsed_as_a_browser_parses_it() {
    let page = parse(
        "<div class=a><p>b<div class=c>d</div></section>e</p></div><svg><style><div class=f>g</div></style></svg>",
    );
    let class = |name| {
        let mut found = Vec::new();
        page.with_class(name, &mut found);
        found.remove(0)
    };
    assert_eq!(class("a").text(), "bde");
    assert_eq!(&*class("c").parent().unwrap().name.local, "div");
    // Elements of HTML end a drawing.
    assert_eq!(&*class("f").parent().unwrap().name.local, "body");
}
