"""Small exports of our own writing, in the forms that WordPress has given them."""

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.7" created="2026-11-23 10:00" -->
<rss version="2.0"
    xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:wfw="http://wellformedweb.org/CommentAPI/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
    <title>The Harbour Post</title>
    <link>https://post.example</link>
    <description>News from the quay</description>
    <language>en-GB</language>
    <wp:wxr_version>1.2</wp:wxr_version>
    <wp:base_site_url>https://post.example</wp:base_site_url>
    <wp:base_blog_url>https://post.example/news</wp:base_blog_url>
"""
TAIL = "</channel>\n</rss>\n"

PEOPLE_AND_TERMS = """
<wp:author><wp:author_id>3</wp:author_id><wp:author_login><![CDATA[asha]]></wp:author_login>
<wp:author_email><![CDATA[asha@post.example]]></wp:author_email>
<wp:author_display_name><![CDATA[Asha Menon]]></wp:author_display_name>
<wp:author_first_name><![CDATA[Asha]]></wp:author_first_name>
<wp:author_last_name><![CDATA[Menon]]></wp:author_last_name></wp:author>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>boats</wp:category_nicename>
<wp:category_parent>local</wp:category_parent>
<wp:cat_name><![CDATA[Boats &amp; Nets]]></wp:cat_name>
<wp:category_description><![CDATA[All that floats]]></wp:category_description>
<wp:termmeta><wp:meta_key>colour</wp:meta_key><wp:meta_value>blue</wp:meta_value></wp:termmeta>
</wp:category>
<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>%d0%bc%d0%be%d1%80%d0%b5</wp:tag_slug>
<wp:tag_name><![CDATA[море]]></wp:tag_name></wp:tag>
<wp:term><wp:term_id>6</wp:term_id><wp:term_taxonomy>series</wp:term_taxonomy>
<wp:term_slug>tides</wp:term_slug><wp:term_parent></wp:term_parent>
<wp:term_name><![CDATA[Tides]]></wp:term_name></wp:term>
<generator>https://wordpress.org/?v=6.7</generator>
<image><url>https://post.example/i.png</url><title>Another title</title></image>
"""

STORY = """
<item>
    <title><![CDATA[The <em>ferry</em> waits]]></title>
    <link>https://post.example/2020/02/01/ferry/</link>
    <pubDate>Sat, 01 Feb 2020 18:30:00 +0000</pubDate>
    <dc:creator><![CDATA[asha]]></dc:creator>
    <guid isPermaLink="false">https://post.example/?p=11</guid>
    <description></description>
    <content:encoded><![CDATA[One.

Two & three.]]></content:encoded>
    <excerpt:encoded><![CDATA[It waits.]]></excerpt:encoded>
    <wp:post_id>11</wp:post_id>
    <wp:post_date><![CDATA[2020-02-02 00:00:00]]></wp:post_date>
    <wp:post_date_gmt><![CDATA[2020-02-01 18:30:00]]></wp:post_date_gmt>
    <wp:post_modified><![CDATA[2020-02-03 05:30:00]]></wp:post_modified>
    <wp:post_modified_gmt><![CDATA[2020-02-03 00:00:00]]></wp:post_modified_gmt>
    <wp:post_name><![CDATA[%e0%b4%95]]></wp:post_name>
    <wp:status><![CDATA[publish]]></wp:status>
    <wp:post_parent>0</wp:post_parent>
    <wp:menu_order>2</wp:menu_order>
    <wp:post_type><![CDATA[post]]></wp:post_type>
    <wp:post_password><![CDATA[]]></wp:post_password>
    <wp:is_sticky>1</wp:is_sticky>
    <category domain="category" nicename="boats"><![CDATA[Boats]]></category>
    <category domain="post_tag" nicename="ferry"><![CDATA[Ferry]]></category>
    <category domain="author" nicename="cap-ravi"><![CDATA[Ravi]]></category>
    <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>12</wp:meta_value></wp:postmeta>
    <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>boat</wp:meta_value></wp:postmeta>
    <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>ship</wp:meta_value></wp:postmeta>
    <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>No!</wp:comment_content>
    <wp:commentmeta><wp:meta_key>a</wp:meta_key><wp:meta_value>b</wp:meta_value></wp:commentmeta>
    </wp:comment>
    <wp:comment><wp:comment_id>2</wp:comment_id></wp:comment>
</item>
"""

PICTURE = """
<item><title>Pier</title><wp:post_id>12</wp:post_id><wp:status>inherit</wp:status>
<wp:post_parent>11</wp:post_parent><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://post.example/wp-content/uploads/pier.jpg</wp:attachment_url></item>
"""

VERSION_1_0 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.0/"
    xmlns:excerpt="http://wordpress.org/export/1.0/excerpt/">
<channel><title>Old Post</title><link>http://old.example</link><language>en</language>
<wp:wxr_version>1.0</wp:wxr_version><wp:base_site_url>http://old.example</wp:base_site_url>
<wp:category><wp:category_nicename>news</wp:category_nicename><wp:category_parent></wp:category_parent>
<wp:posts_private>0</wp:posts_private><wp:cat_name><![CDATA[News]]></wp:cat_name></wp:category>
<item><title>Hello</title><link>http://old.example/?p=1</link><dc:creator>admin</dc:creator>
<category><![CDATA[News]]></category>
<category domain="category" nicename="news"><![CDATA[News]]></category>
<category domain="tag"><![CDATA[sea]]></category>
<category domain="tag" nicename="sea"><![CDATA[sea]]></category>
<category><![CDATA[Alone]]></category>
<content:encoded><![CDATA[Words]]></content:encoded><excerpt:encoded><![CDATA[Few]]></excerpt:encoded>
<wp:post_id>1</wp:post_id><wp:post_date>2008-05-01 12:00:00</wp:post_date>
<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>draft</wp:status>
<wp:post_parent>0</wp:post_parent><wp:post_type>post</wp:post_type></item></channel></rss>
"""


def export(*parts: str) -> str:
    """A whole export with these parts in its channel."""
    return HEAD + "".join(parts) + TAIL


def item(number: int, content: str = "Words") -> str:
    return (
        f"<item><title>Story {number}</title><wp:post_id>{number}</wp:post_id>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item>\n"
    )
